"""Descriptions of charts in Vega-Lite, which another room draws."""
