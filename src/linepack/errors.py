"""Every exception that linepack raises on purpose.

::

    LinepackError
    ├── InputError            what was given cannot be used; lists every finding
    ├── MissingExtraError     an optional dependency is not installed
    ├── SolveError            a solver was asked to raise and did not succeed
    └── UnreadableResultError a result table of a run without success was read
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Finding:
    """One thing found in an input or a result: where, what, and what to do.

    Attributes
    ----------
    place
        Where it was found, for example ``pipes[P17].diameter``.
    finding
        What was found, in one sentence.
    remedy
        What to do about it.
    table, row, column
        The place once more, in parts, for machines; empty where it does not apply.
    severity
        ``error`` stops the run, ``warning`` does not.
    """

    place: str
    finding: str
    remedy: str
    table: str = ""
    row: str = ""
    column: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.finding} {self.remedy}".rstrip()


class LinepackError(Exception):
    """Base of all errors that linepack raises on purpose."""


class InputError(LinepackError):
    """What was given cannot be used. The message lists everything found.

    Parameters
    ----------
    findings
        All findings, not only the first.
    subject
        What they were found in, for example ``the input`` or a file name.
    """

    def __init__(self, findings: Sequence[Finding], subject: str = "the input") -> None:
        self.findings = tuple(findings)
        lines = [f"{len(self.findings)} problem(s) in {subject}:"]
        lines += [f"  - {finding}" for finding in self.findings]
        super().__init__("\n".join(lines))


class MissingExtraError(LinepackError):
    """An optional dependency is missing; the message carries the line that installs it.

    Parameters
    ----------
    extra
        The extra of the linepack distribution that brings the package.
    package
        The package that was looked for.
    """

    def __init__(self, extra: str, package: str) -> None:
        self.extra = extra
        self.package = package
        super().__init__(f"{package} is not installed. Install it with: pip install 'linepack[{extra}]'")


class SolveError(LinepackError):
    """A solver did not succeed and the caller asked for an exception."""


class UnreadableResultError(LinepackError):
    """A result table was read although the run did not succeed."""
