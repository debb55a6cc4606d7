"""From rows to descriptions of charts in Vega-Lite, which another room draws."""
