"""From raw news articles to tables: what an analyst or an engineer imports."""

from broadsheet.telemetry import switch_off

switch_off()
