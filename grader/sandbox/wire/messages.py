"""The messages between the trusted side, a zygote and a worker."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from grader.sandbox.wire.packed import Name, Packed

Text = Annotated[str, Meta(max_length=10_000)]
BARRIERS = ("namespaces", "landlock", "seccomp")


class Limits(Struct, frozen=True):
    """What a worker may use: bytes of data, CPU seconds."""

    memory: int
    cpu_seconds: int


class Fork(Struct, frozen=True, tag="fork"):
    """Asks a zygote for a worker; the worker's end of the channel travels beside it.

    A worker that `reads` looks into what was handed in, and runs nothing of it.
    """

    limits: Limits
    barriers: bool
    reads: bool = False


class Kill(Struct, frozen=True, tag="kill"):
    """Asks a zygote to kill a worker with all it started, and to say how it ended."""

    pid: int


class Forked(Struct, frozen=True, tag="forked"):
    """The process of a worker; 0 where the system had no room for one more."""

    pid: int


class Killed(Struct, frozen=True, tag="killed"):
    """The exit code of a worker, as `os.waitstatus_to_exitcode` gives it."""

    exit_code: int


class CannotFork(Struct, frozen=True, tag="cannot_fork"):
    """A zygote cannot serve, and why."""

    why: str


# A script, or the code cells of a notebook; UTF-8.
Source = bytes | tuple[bytes, ...]


class Load(Struct, frozen=True, tag="load"):
    """A submission's files, name of the exercise to source, and the exercise to import.

    `stand_ins` are functions, by exercise, that the grader answers in place of the submission.
    Of notebooks only what the functions in `wanted` need is run.
    """

    exercise: str
    files: dict[str, Source]
    stand_ins: dict[str, tuple[str, ...]] = {}
    wanted: dict[str, tuple[str, ...]] = {}


class Call(Struct, frozen=True, tag="call"):
    """A call of a student's function. `seed` seeds every generator of the worker first.

    `stand_ins` are functions that the grader answers during this call, such as `conv.stamp`.
    """

    function: str
    args: list[Packed]
    kwargs: dict[str, Packed]
    seed: int
    stand_ins: tuple[str, ...] = ()


class Calls(Struct, frozen=True, tag="calls"):
    """Several calls, to be made one after another and answered together."""

    calls: list[Call]


# Edits, one made on top of another: each with the number of the call that it was looked for with.
Path = tuple[tuple[int, int], ...]


class TryOut(Struct, frozen=True, tag="try_out"):
    """Begins trials: `function` and its helpers, but for the `spared`, may be changed.

    The answer is what the function says to all `calls` as it is. `stand_ins` are functions of the
    same exercise that the grader answers all the while.
    """

    function: str
    calls: list[Call]
    spared: tuple[str, ...]
    stand_ins: tuple[str, ...] = ()


class Probe(Struct, frozen=True, tag="probe"):
    """Asks what a call answers with each edit on top of others, from number `first` on.

    The worker stops after some `seconds` of its processor.
    """

    path: Path
    call: int
    first: int
    seconds: float


class Retry(Struct, frozen=True, tag="retry"):
    """Asks what calls answer with these edits, path after path."""

    paths: list[Path]
    calls: list[int]


class Locate(Struct, frozen=True, tag="locate"):
    """Asks where the last of these edits is."""

    path: Path


class MakeModel(Struct, frozen=True, tag="make_model"):
    """A Keras model of the kit's own; `layers` and `compile` are JSON."""

    layers: str
    compile: str
    seed: int


class UseModel(Struct, frozen=True, tag="use_model"):
    """Something asked of a model that the worker keeps."""

    action: Literal["graph", "evaluate", "fed", "look", "reset"]
    args: list[Packed]


class RunGraph(Struct, frozen=True, tag="run_graph"):
    """Asks a worker that never saw a submission to run what a model of one computes.

    `graph` is what the action `graph` of `UseModel` gave; `values` are pictures, then weights.
    """

    graph: Packed
    values: list[Packed]


class Confined(Struct, frozen=True, tag="confined"):
    """The first word of a worker: which barriers are not there, and the bytes that it has taken.

    It is said before a line of the submission is run.
    """

    missing: Annotated[tuple[Name, ...], Meta(max_length=10)]
    memory: int = 0


class Returned(Struct, frozen=True, tag="returned"):
    """What a call gave back, its positional arguments as they are now, and what it printed."""

    value: Packed
    arguments: Annotated[list[Packed], Meta(max_length=20)]
    printed: Text


class Ask(Struct, frozen=True, tag="ask"):
    """A worker's question: a call of a stand-in. The answer is a `Returned` or a `Raised`."""

    exercise: Name
    function: Name
    args: Annotated[list[Packed], Meta(max_length=20)]
    kwargs: Annotated[dict[Name, Packed], Meta(max_length=20)]


class Place(Struct, frozen=True):
    """A line of the submission and its `text`; `cell` counts the code cells of a notebook from 1.

    `column` counts from 1, for a mistake in the syntax; `cell` and `column` are 0 where there is
    none.
    """

    file: Name
    line: int
    function: Name
    cell: int = 0
    column: int = 0
    text: Name = ""


class Raised(Struct, frozen=True, tag="raised"):
    """An exception: the names of its class and bases, its text, where it went through.

    `cause` is what an earlier cell raised, so that a name has no value here. `own` is an exception
    that a `raise` or `assert` of the submission raised, not what it calls.
    """

    kinds: Annotated[list[Name], Meta(max_length=50)]
    text: Text
    places: Annotated[list[Place], Meta(max_length=50)]
    printed: Text
    cause: "Raised | None" = None
    own: bool = False


class Answers(Struct, frozen=True, tag="answers"):
    """What came of each of several calls; of trials also the seconds of the processor."""

    replies: Annotated[list[Returned | Raised], Meta(max_length=1000)]
    seconds: float = 0.0


class Probed(Struct, frozen=True, tag="probed"):
    """The different answers, and which of them each edit gives; -1 where it makes no new code."""

    answers: Annotated[list[Returned | Raised], Meta(max_length=1000)]
    of: Annotated[list[int], Meta(max_length=100_000)]
    more: bool
    seconds: float


class Located(Struct, frozen=True, tag="located"):
    """Where an edit is: the code to look at, what kind of edit it is, and the statement without
    and with it."""

    place: Place
    text: Name
    kind: Name
    before: Name
    after: Name


class Position(Struct, frozen=True):
    """A line of a cell, both counted from 1; line 0 is the whole cell, cell 0 a script."""

    cell: Annotated[int, Meta(ge=0, lt=2**31)]
    line: Annotated[int, Meta(ge=0, lt=2**31)]


class Loaded(Struct, frozen=True, tag="loaded"):
    """The callables of the module that was loaded; True for one that is still a stub.

    `left_out` is what is no Python. Of a notebook also why wanted functions are not there; of a
    script what the first of its lines that failed has raised.
    """

    functions: Annotated[dict[Name, bool], Meta(max_length=2000)]
    failures: Annotated[dict[Name, Raised], Meta(max_length=100)] = {}
    left_out: Annotated[tuple[Position, ...], Meta(max_length=100)] = ()
    failed: Raised | None = None


Trial = TryOut | Probe | Retry | Locate
Request = Load | Call | Calls | Trial | MakeModel | UseModel | RunGraph | Returned | Raised
Reply = Confined | Loaded | Returned | Raised | Answers | Ask | Probed | Located
ZygoteRequest = Fork | Kill
ZygoteReply = Forked | Killed | CannotFork
