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


class StaleOut(BaseModel):
    """Whether a result still stands on what it was worked out from."""

    stale: bool


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


class NetworkOut(BaseModel):
    """A network: bundled, or uploaded by you."""

    key: str = Field(examples=["southern-gas-corridor"], description="Names it in every question.")
    name: str = Field(examples=["southern-gas-corridor"])
    bundled: bool
    files: list[str] = Field(default_factory=list)
    uploaded_at: datetime | None = None
    elements: dict[str, int] = Field(default_factory=dict, examples=[{"nodes": 208, "pipes": 133}])
    findings: list[FindingOut] = Field(default_factory=list)


class FactOut(BaseModel):
    """One value of an element: what it is, and where it comes from."""

    name: str = Field(examples=["diameter"])
    value: Any = Field(examples=[1.032])
    unit: str = Field(examples=["m"])
    description: str
    source: dict[str, Any] = Field(
        examples=[{"source": "…", "as_of": "2026-11-23", "confidence": "high", "basis": "sourced"}]
    )


class ElementOut(BaseModel):
    """An element with its facts."""

    id: str
    kind: str
    facts: list[FactOut]


class MapOut(Document):
    """A network as GeoJSON layers by kind; every feature has ``facts`` and ``state``, SI."""

    date: str
    layers: dict[str, Any]


class PasteIn(Strict):
    """A text to read into the record."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=1_000_000, pattern=r"^[^\x00]*$")] = (
        Field(
            examples=[
                "On 2 May 2024 the sides agreed to study the supply of 400 million cubic metres of gas."
            ]
        )
    )
    name: Word = Field(default="pasted text", min_length=1)


class ReceiptOut(BaseModel):
    """What became of a document."""

    source: int
    name: str
    outcome: str = Field(examples=["added"])
    like: int | None
    facts: dict[str, int]
    doubts: list[str]


class IntakeOut(BaseModel):
    """What became of documents; what is wrong with the others."""

    status: str
    message: str
    findings: list[FindingOut]
    sources: list[ReceiptOut]


class SourceOut(BaseModel):
    """A source in a list."""

    id: int
    name: str
    title: str
    outlet: str
    language: str
    published: date | None
    outcome: str
    cluster: str


class SourcesOut(BaseModel):
    """Sources, the newest first, and how many there are."""

    number: int
    sources: list[SourceOut]


class TextOut(BaseModel):
    """A source as it was read: its text, and all that is recorded of it by place."""

    id: int
    text: str
    facts: dict[str, Any]


class ItemOut(BaseModel):
    """A fact that waits for a decision, with its words and what stands around them."""

    kind: str
    row: int
    source: int
    source_name: str
    fields: dict[str, Any]
    sentence: int
    start: int
    end: int
    rule: str
    words: str
    before: str
    after: str
    doubts: list[str]


class QueueOut(BaseModel):
    """What waits: how many facts of each kind, and the first of them."""

    waiting: dict[str, int]
    items: list[ItemOut]


class DecisionIn(Strict):
    """A decision on a fact."""

    decision: Literal["accept", "edit", "reject", "skip"]
    reason: Text = ""
    edited: dict[str, Any] | None = None


class DecisionOut(BaseModel):
    """A logged decision."""

    id: int
    kind: str
    row: int
    decision: str
    reviewer: str
    reason: str
    at: datetime
    undone: bool


class HitOut(BaseModel):
    """A source that holds the words."""

    source: int
    name: str
    outlet: str
    published: str
    words: str


class HitsOut(BaseModel):
    """The first hits, and how many there are."""

    number: int
    more: bool
    hits: list[HitOut]


Role = Literal["read", "review", "admin"]
UserName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Password = Annotated[str, StringConstraints(max_length=200)]


class LoginIn(Strict):
    """Name and password."""

    name: UserName = Field(examples=["ana"])
    password: Password


class PasswordIn(Strict):
    """The password as it was, and as it shall be."""

    old: Password
    new: Password


class AccountIn(Strict):
    """A new account."""

    name: UserName = Field(examples=["ana"])
    password: Password = Field(description="12 signs or more.")
    role: Role


class AccountChange(Strict):
    """What changes of an account."""

    role: Role | None = None
    active: bool | None = None
    password: Password | None = None


class AccountOut(BaseModel):
    """An account."""

    name: str
    role: Role
    active: bool
    created_at: datetime


class EntryOut(BaseModel):
    """A change that somebody asked for, and the code that was answered."""

    id: int
    at: datetime
    user: str
    address: str
    method: str
    path: str
    status: int
