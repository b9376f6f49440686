"""What goes in and out as JSON, with examples: the client of the pages is made from it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
"""Texts without control characters."""

ONE_LINE = r"^[^\x00-\x1f\x7f]*$"

Word = Annotated[str, StringConstraints(max_length=200, pattern=ONE_LINE)]
Text = Annotated[str, StringConstraints(max_length=2000, pattern=TEXT)]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Most = Annotated[int, Field(ge=1, le=1000)]
Filter = Literal["operating", "construction", "fid", "announced"]


class Strict(BaseModel):
    """What is asked: a field that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid")


class FindingOut(BaseModel):
    """One thing found: where, what, and what to do."""

    place: str = Field(examples=["pipes[P17].diameter"])
    finding: str = Field(examples=["0.0 m is not above 0."])
    remedy: str = Field(examples=["Give the inner diameter in metres."])
    table: str = ""
    row: str = ""
    column: str = ""
    severity: str = "error"


class Problem(BaseModel):
    """An error: every one has this shape."""

    status: str = Field(examples=["invalid input"])
    message: str = Field(examples=["1 problem(s) in the input: …"])
    findings: list[FindingOut]


class Document(BaseModel):
    """A result: what became of it, the answer in words, and tables by name, in SI units."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"status": "solved", "message": "…", "findings": [], "nodes": [{"id": "N1"}]}]
        },
    )

    status: str
    message: str
    findings: list[FindingOut]


class SessionOut(BaseModel):
    """Who is logged in."""

    accounts: bool = Field(description="Whether one has to log in here.")
    user: str | None = Field(examples=["local"])
    role: Literal["read", "review", "admin"] | None
    token: str = Field(description="Goes into the header x-csrf-token of every change.")
    version: str = Field(examples=["0.1.0"])


class JobOut(BaseModel):
    """A job as it is now."""

    id: Key = Field(examples=["0f" * 16])
    kind: str = Field(examples=["solve"])
    inputs: dict[str, Any]
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    message: str = Field(examples=["solving the steady state"])
    done: int
    total: int
    attempt: int = Field(description="How often it was started; above 1 after a restart of the server.")
    findings: list[FindingOut]
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    files: list[str] = Field(description="Files beside the result, for /api/jobs/{key}/files/….")


class OfNetwork(Strict):
    """Which network: a bundled one by name, or an uploaded one by its key; on a day, with a status filter."""

    network: Word = Field(examples=["southern-gas-corridor"])
    scenario: Word | None = None
    day: date | None = Field(default=None, alias="date", examples=["2024-01-01"])
    status_filter: Filter = "operating"
    projects: list[Word] = Field(default_factory=list, max_length=100)


class SolveIn(OfNetwork):
    """Ask for the steady state."""

    kind: Literal["solve"]


class CapacityIn(OfNetwork):
    """Ask for the largest flow from one node to another."""

    kind: Literal["capacity"]
    from_node: Word = Field(examples=["sangachal"])
    to_node: Word = Field(examples=["nis"])


class ConvertIn(Strict):
    """Ask for a network in another format."""

    kind: Literal["convert"]
    network: Word = Field(examples=["southern-gas-corridor"])
    scenario: Word | None = None
    format: Literal["workbook", "folder", "gaslib", "matgas", "pandapipes"]
    units: Literal["SI", "face"] = "SI"


class StudyIn(Strict):
    """Run a bundled study, on its own scenarios or on what the record holds on a day."""

    kind: Literal["study"]
    study: Word = Field(examples=["southern-gas-corridor"])
    samples: Annotated[int, Field(ge=0, le=10_000)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    record_view: Literal["as signed", "as announced", "as built"] | None = None
    day: date | None = Field(default=None, alias="date")


class ClaimIn(Strict):
    """Check a claim: a commitment of the record by its name, or free figures."""

    kind: Literal["claim"]
    commitment: Word | None = None
    origin: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = Field(default="", examples=["AZ"])
    destination: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = Field(
        default="", examples=["RS"]
    )
    volume: Word | None = Field(default=None, examples=["400 mcm/y"])
    via: list[Word] = Field(default_factory=list, max_length=20)
    from_date: date | None = Field(default=None, examples=["2024-01-01"])
    to_date: date | None = None


Asked = SolveIn | CapacityIn | ConvertIn | StudyIn | ClaimIn

JobIn = Annotated[Asked, Field(discriminator="kind")]
"""Any job; ``kind`` says which."""
