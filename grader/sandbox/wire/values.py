"""Python values as plain data, and back.

Both sides pack what they send and unpack what they receive. Nothing is ever pickled: a value is
one of the records below or it crosses as `Opaque`, by the name of its type alone.
"""

import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from msgspec import Struct

from grader.sandbox.wire.packed import (
    Array,
    Dict,
    List,
    Model,
    Number,
    Opaque,
    Packed,
    Range,
    Tuple,
)

MAX_DEPTH = 16
MAX_ITEMS = 20_000
MAX_BYTES = 8 * 2**20
MAX_TEXT = 100_000

_DTYPE = re.compile(r"[<>|]?[biufc]\d{1,2}")


PackOther = Callable[[Any], Packed]


class ValueRefused(ValueError):
    """A packed value is not what its record says."""


# What unpacking may raise, whatever was packed.
UNREADABLE = (ValueRefused, RecursionError, MemoryError)


class ModelData(Struct, frozen=True):
    """A Keras model as the trusted side sees it: shapes and weights, nothing that runs.

    `layers` describes the chain for a reader; `weights` are in the order of `get_weights()`;
    a `None` in a shape is the batch; `loss_from_logits` is what the loss was told.
    """

    handle: int
    layers: tuple[str, ...] = ()
    weights: tuple[np.ndarray, ...] = ()
    input_shape: tuple[int | None, ...] = ()
    output_shape: tuple[int | None, ...] = ()
    compiled: bool = False
    loss_from_logits: bool = False


def type_name(value: object) -> str:
    """The name by which a person knows the type of `value`."""
    kind = type(value)
    module = str(getattr(kind, "__module__", ""))
    plain = module in ("builtins", "__main__", "")
    return kind.__qualname__ if plain else f"{module.partition('.')[0]}.{kind.__qualname__}"


def opaque(value: object) -> Opaque:
    """What is sent for a value of a type that cannot cross."""
    return Opaque(type_name(value)[:200])


def pack(value: Any, other: PackOther = opaque, depth: int = 0) -> Packed:
    """`value` as plain data; what the protocol does not know is left to `other`."""
    if depth > MAX_DEPTH:
        return Opaque(type_name(value), "nested too deeply to send")
    if value is None or type(value) in (bool, float):
        return value  # type: ignore[no-any-return]
    if isinstance(value, np.generic):
        return _pack_number(value)
    if type(value) is np.ndarray:
        return _pack_array(value)
    if type(value) is int:
        return value if value.bit_length() < 64 else Opaque("int", "too large to send")
    if isinstance(value, str):
        return _pack_text(value)
    if isinstance(value, (list, tuple, dict)):
        return _pack_items(value, other, depth)
    if type(value) is range and _is_short(value):
        return Range(value.start, value.stop, value.step)
    return other(value)


def _is_short(value: range) -> bool:
    small = max(abs(value.start), abs(value.stop), abs(value.step)) < 2**32
    return small and len(value) <= MAX_ITEMS


def _pack_text(value: str) -> Packed:
    if len(value) > MAX_TEXT:
        return Opaque("str", f"{len(value)} characters, too long to send")
    return value.encode("utf-8", "backslashreplace").decode()


def _pack_number(value: np.generic) -> Packed:
    if value.dtype.kind not in "biufc":
        return Opaque(type_name(value))
    return Number(value.dtype.str, value.tobytes())


def _pack_array(value: np.ndarray) -> Packed:
    if value.dtype.kind not in "biufc":
        return Opaque(_array_name(value))
    if value.nbytes > MAX_BYTES:
        return Opaque(_array_name(value), f"{value.nbytes} bytes, too large to send")
    order: Literal["C", "F"] = "C" if value.flags.c_contiguous else "F"
    if not value.flags.f_contiguous:
        order = "C"
    return Array(value.dtype.str, value.shape, order, value.tobytes(order))


def _pack_dict(value: dict[Any, Any], other: PackOther, depth: int) -> Packed:
    pairs = [(pack(k, other, depth + 1), pack(v, other, depth + 1)) for k, v in value.items()]
    plain = all(key is None or isinstance(key, (bool, int, float, str)) for key, _ in pairs)
    return Dict(pairs) if plain else Opaque("dict", "with keys that are neither numbers nor text")


def _array_name(value: np.ndarray) -> str:
    return f"array of {value.dtype} with shape {value.shape}"


def _pack_items(value: Any, other: PackOther, depth: int) -> Packed:
    if len(value) > MAX_ITEMS:
        return Opaque(type_name(value), f"{len(value)} entries, too many to send")
    if isinstance(value, dict):
        return _pack_dict(value, other, depth)
    items = [pack(item, other, depth + 1) for item in value]
    return List(items) if isinstance(value, list) else Tuple(items)


def unpack(packed: Packed, model: Callable[[Model], Any] | None = None) -> Any:
    """The value behind plain data, rebuilt from exact built-in and NumPy types.

    `model` says what a handle stands for in this process; by default a `ModelData`.
    Raises `ValueRefused` for a record that contradicts itself, and for too many of them.
    """
    if not isinstance(packed, Struct):
        return packed
    return _Unpacker(model or _model_data).value(packed, 0)


class _Unpacker:
    """Rebuilds one value, and counts, so that a small frame cannot make for much work."""

    def __init__(self, model: Callable[[Model], Any]) -> None:
        self._model = model
        self._left = MAX_ITEMS

    def value(self, packed: Packed, depth: int) -> Any:
        self._left -= 1
        if depth > MAX_DEPTH + 1 or self._left < 0:
            raise ValueRefused("an answer is nested too deeply or has too many entries")
        match packed:
            case Array():
                return _unpack_array(packed.dtype, packed.shape, packed.order, packed.data)
            case Number():
                return _unpack_array(packed.dtype, (), "C", packed.data)[()]
            case List():
                return [self.value(item, depth + 1) for item in packed.items]
            case Tuple():
                return tuple(self.value(item, depth + 1) for item in packed.items)
            case Range():
                return _unpack_range(packed)
            case Dict():
                return {self._key(key): self.value(each, depth + 1) for key, each in packed.items}
            case Model():
                return self._model(packed)
            case _:
                return packed

    def _key(self, packed: Packed) -> Any:
        # Only of plain keys is it certain that they do not all fall into one place of a dict.
        if packed is not None and not isinstance(packed, (bool, int, float, str)):
            raise ValueRefused("an answer has a dict key that is neither a number nor text")
        return packed


def _unpack_range(packed: Range) -> range:
    if packed.step == 0:
        raise ValueRefused("an answer is a range with the step 0")
    value = range(packed.start, packed.stop, packed.step)
    if not _is_short(value):
        raise ValueRefused("an answer is a range with too many entries")
    return value


@lru_cache(maxsize=64)
def _dtype(name: str) -> np.dtype:
    if not _DTYPE.fullmatch(name):
        raise ValueRefused(f"an answer has the dtype {name[:20]!r}")
    return np.dtype(name)


def _unpack_array(
    name: str, shape: tuple[int, ...], order: Literal["C", "F"], data: bytes
) -> np.ndarray:
    if len(shape) > 32 or min(shape, default=0) < 0 or max(shape, default=0) > MAX_BYTES:
        raise ValueRefused("an answer has an impossible shape")
    try:
        dtype = _dtype(name)
        if math.prod(shape) * dtype.itemsize != len(data):
            raise ValueRefused("an answer's shape does not fit its data")
        array: np.ndarray = np.frombuffer(bytearray(data), dtype).reshape(shape, order=order)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueRefused(f"an answer is no array: {error}") from error
    return array


def _model_data(packed: Model) -> ModelData:
    return ModelData(
        packed.handle,
        packed.layers,
        tuple(unpack(weights) for weights in packed.weights),
        packed.input_shape,
        packed.output_shape,
        packed.compiled,
        packed.loss_from_logits,
    )


def model_handle(value: Any) -> Packed:
    """Packs a `ModelData` as the handle it stands for."""
    return Model(value.handle) if isinstance(value, ModelData) else opaque(value)
