"""Files of models as they were released: of packages that hold one, and of this package itself."""

import hashlib
from base64 import urlsafe_b64encode
from functools import cache
from importlib import import_module
from importlib.metadata import Distribution, distribution
from types import ModuleType

from broadsheet.transforms.errors import SettingsError


@cache
def model_package(name: str) -> ModuleType:
    """The package, imported after its files were compared with the digests that it was installed with.

    The digests stand in its RECORD, which came in a wheel whose own digest the lock names. Done once in a process, in
    0.02 s for 13 MB. A package that was installed without a RECORD is a user's own, and taken as it is.

    Raises  ImportError, where there is none; SettingsError, where a file is gone or has other bytes
    """
    if fault := first_fault(distribution(name.replace("_", "-"))):
        raise SettingsError(f"the model {name}: {fault}; install the package again")
    return import_module(name)


def released(content: bytes, sha256: str, what: str) -> bytes:
    """The bytes of a file of this package; `what` it is stands in the message.

    Raises  SettingsError, where they are not those that were released
    """
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SettingsError(f"{what} is not the file that was released; install the package again")
    return content


def first_fault(package: Distribution) -> str | None:
    """What is wrong with the first file of a package that is not as it was released; None where all are."""
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        try:
            digest = hashlib.sha256(file.read_binary()).digest()
        except OSError:
            return f"{file} cannot be read"
        if urlsafe_b64encode(digest).decode().rstrip("=") != file.hash.value:
            return f"{file} is not the file that was released"
    return None
