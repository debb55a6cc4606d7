"""What only a run raises."""

from broadsheet.flows.store.ledger import Ledger
from broadsheet.transforms.errors import RunError


class TooManyRejectsError(RunError):
    """More files than the set share were rejected; `account` is what became of each."""

    def __init__(self, message: str, account: Ledger) -> None:
        super().__init__(message, account)
        self.message = message
        self.account = account

    def __str__(self) -> str:
        return self.message
