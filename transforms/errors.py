"""The exceptions Broadsheet raises, as one tree; what is wrong with an article is a row of `rejects` instead.

BroadsheetError
  ContractError          a table is not as declared: a fault of the code
    ColumnError            a column is missing, extra or mistyped
    ConstraintError        a null, range, vocabulary or key is broken
  SettingsError          a setting or option cannot be used
  StorageError           a snapshot is absent, incomplete or corrupt, or the disk refuses
  RunError               a run ended without publishing

Rooms of `flows` add what only they raise, each a BroadsheetError.
"""


class BroadsheetError(Exception):
    """Anything Broadsheet raises on purpose; takes one message, so that it survives pickling between processes."""


class ContractError(BroadsheetError):
    """A table is not as declared in `tables.declared`: a fault of the code, never of the data."""


class ColumnError(ContractError):
    """A column is missing, extra, or of another type."""


class ConstraintError(ContractError):
    """A value breaks a rule of its column: null, range, vocabulary or key."""


class SettingsError(BroadsheetError):
    """A setting or command-line option cannot be used; the message says which, why and what to give instead."""


class StorageError(BroadsheetError):
    """A snapshot is absent, incomplete or corrupt, or the folder cannot be written."""


class RunError(BroadsheetError):
    """A run ended without publishing, because too many files were rejected or a batch failed."""
