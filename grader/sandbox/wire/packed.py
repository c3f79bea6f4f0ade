"""The records that values cross as. This module knows no NumPy, so it loads at once."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Name = Annotated[str, Meta(max_length=500)]
Shape = Annotated[tuple[int | None, ...], Meta(max_length=32)]


class Array(Struct, frozen=True, tag="array"):
    """A NumPy array of numbers; `data` lies in memory order `order`."""

    dtype: str
    shape: tuple[int, ...]
    order: Literal["C", "F"]
    data: bytes


class Number(Struct, frozen=True, tag="number"):
    """A NumPy scalar."""

    dtype: str
    data: bytes


class List(Struct, frozen=True, tag="list"):
    items: "list[Packed]"


class Tuple(Struct, frozen=True, tag="tuple"):
    items: "list[Packed]"


class Range(Struct, frozen=True, tag="range"):
    start: int
    stop: int
    step: int


class Dict(Struct, frozen=True, tag="dict"):
    items: "list[tuple[Packed, Packed]]"


class Model(Struct, frozen=True, tag="model"):
    """A Keras model that stays in the worker under `handle`, described as data."""

    handle: int
    layers: Annotated[tuple[Name, ...], Meta(max_length=100)] = ()
    weights: Annotated[tuple[Array, ...], Meta(max_length=100)] = ()
    input_shape: Shape = ()
    output_shape: Shape = ()
    compiled: bool = False
    loss_from_logits: bool = False


class Opaque(Struct, frozen=True, tag="opaque"):
    """A value that cannot cross: the name of its type, and why."""

    kind: Name
    why: Name = ""

    def __str__(self) -> str:
        return f"{self.kind} ({self.why})" if self.why else self.kind


Packed = (
    None | bool | int | float | str | Array | Number | List | Tuple | Range | Dict | Model | Opaque
)
