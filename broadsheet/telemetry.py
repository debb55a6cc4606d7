"""Nothing is sent: the switches by which each dependency keeps from reporting home, thrown before any is imported."""

import os

# onnxruntime 1.32 opens connections of its own unless the first is set before its import; the function it offers for
# this comes too late. Prefect's server and its client count their users; Hugging Face's packages look for newer files.
SWITCHES = {
    "ORT_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


def switch_off() -> None:
    """Throw the switches in this process and those it starts; call it before anything else is imported."""
    os.environ.update(SWITCHES)
