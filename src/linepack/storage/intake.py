"""Taking in files and folders: each document for itself, so that a bad one loses no other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linepack.errors import Finding, InputError
from linepack.records.extract import extract
from linepack.records.proposals.port import with_proposals
from linepack.records.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linepack.records.model import Document, Extraction
    from linepack.records.proposals.port import Extractor
    from linepack.storage.store import Receipt, Store


@dataclass(frozen=True)
class Intake:
    """What became of the files.

    Attributes
    ----------
    receipts
        One for every document that could be read.
    findings
        One or more for every file that could not.
    """

    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Reader:
    """Reads documents into a store.

    Attributes
    ----------
    proposer
        Another extractor beside the rules; what it proposes goes to review.
    """

    proposer: Extractor | None = None

    def take_in(
        self, store: Store, places: Iterable[str | Path], progress: Callable[[str, int, int], None]
    ) -> Intake:
        """Add files, and folders with all files in them.

        Parameters
        ----------
        store
            The store.
        places
            Files and folders.
        progress
            Called after each file with its name, how many are done and how many there are.

        Returns
        -------
        Intake
            Receipts and findings. What is in the store when this is interrupted stays there, and adding it
            again changes nothing: the same call goes on where it stopped.
        """
        problems: list[Finding] = []
        files = list(_files(places))
        documents = _documents(files, problems, progress)
        return Intake(tuple(store.add_all(documents, self._extract)), tuple(problems))

    def take_in_bytes(self, store: Store, data: bytes, name: str) -> Receipt:
        """Add one document.

        Raises
        ------
        InputError
            If it cannot be read.
        """
        return store.add(read_document(data, name=name), self._extract)

    def _extract(self, document: Document) -> Extraction:
        read = extract(document)
        return with_proposals(read, self.proposer) if self.proposer else read


def _documents(
    files: list[Path], problems: list[Finding], progress: Callable[[str, int, int], None]
) -> Iterator[Document]:
    """Yield the documents that can be read; what is wrong with the others is added to the problems."""
    for done, path in enumerate(files, start=1):
        try:
            yield read_document(path.read_bytes(), name=path.name)
        except InputError as wrong:
            problems += wrong.findings
        except OSError as wrong:
            problems.append(Finding(str(path), f"cannot be read: {wrong.strerror}.", "Check the path."))
        progress(path.name, done, len(files))


def _files(places: Iterable[str | Path]) -> Iterator[Path]:
    for place in places:
        path = Path(place)
        yield from sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
