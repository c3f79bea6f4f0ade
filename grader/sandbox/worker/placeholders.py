"""Stand-ins for libraries that an exercise is not to use.

Where NumPy is enough, an `import keras` at the top of a file costs nobody a point; using it does.
A stand-in can be imported, subclassed, named and called while the file loads. To compute with one
raises `ForbiddenLibrary`, and so does a call once the file is loaded.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

LIBRARIES = frozenset({
    "cupy", "cv2", "IPython", "jax", "jaxlib", "keras", "matplotlib", "numba", "onnx", "pandas",
    "PIL", "plotly", "scipy", "seaborn", "skimage", "sklearn", "sympy", "tensorflow", "tf_keras",
    "torch", "torchvision",
})  # fmt: skip


_VERSION = "__version__"


class ForbiddenLibrary(ImportError):
    """A library was used where only NumPy is allowed."""


class Placeholders(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a stand-in for every module of `LIBRARIES`."""

    def __init__(self) -> None:
        self.loading = True

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] not in LIBRARIES:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _PlaceholderModule(spec.name, self)

    def exec_module(self, module: ModuleType) -> None:
        """A stand-in has nothing to execute."""

    def install(self, instead: bool) -> None:
        """Stands in for the libraries: `instead` of them, or only where they are not installed."""
        sys.meta_path.insert(0 if instead else len(sys.meta_path), self)


class _PlaceholderModule(ModuleType):
    def __init__(self, name: str, owner: Placeholders) -> None:
        super().__init__(name)
        self.__dict__["_owner"] = owner

    def __getattr__(self, name: str) -> Any:
        return _part(self.__name__, name, self.__dict__["_owner"])


class _Placeholder:
    """Anything of such a library. Whoever looks at one sees its dotted name."""

    _name: str
    _owner: Placeholders
    __array_ufunc__ = None  # so that an array leaves `array - placeholder` to this class

    def __getattr__(self, name: str) -> Any:
        return _part(self._name, name, self._owner)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._owner.loading:
            return args[0] if len(args) == 1 and callable(args[0]) else self
        raise self._forbidden("called")

    def __enter__(self) -> Any:
        return self()

    def __exit__(self, *_error: object) -> None:
        """Ends what `__enter__` has begun."""

    def __setitem__(self, key: object, value: object) -> None:
        if not self._owner.loading:
            raise self._forbidden("used")

    def __format__(self, _how: str) -> str:
        return str(self)

    def __or__(self, _other: object) -> Any:  # in an annotation
        return self

    __ror__ = __or__

    def __instancecheck__(self, _instance: object) -> bool:
        return False

    __subclasscheck__ = __instancecheck__

    def _forbidden(self, what: str) -> ForbiddenLibrary:
        library = self._name.partition(".")[0]
        return ForbiddenLibrary(f"{self._name} was {what}, but {library} is not allowed here")


def _part(whole: str, name: str, owner: Placeholders) -> _Placeholder:
    if name.startswith("__") and name != _VERSION:
        raise AttributeError(name)
    return _stand_in(f"{whole}.{name}", owner)


def _stand_in(name: str, owner: Placeholders) -> _Placeholder:
    made: _Placeholder = type(name, (_Placeholder,), {"_name": name, "_owner": owner})()
    return made


def _use(self: _Placeholder, *_args: Any, **_kwargs: Any) -> Any:
    raise self._forbidden("used")


_USES = (
    "iter", "next", "getitem", "delitem", "len", "contains", "array", "index", "int",
    "float", "neg", "abs", "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow",
    "radd", "rsub", "rmul", "rmatmul", "rtruediv", "rfloordiv", "rmod", "rpow", "lt", "le", "gt",
    "ge", "and", "rand", "xor", "rxor", "lshift", "rshift", "invert", "pos", "divmod", "rdivmod",
    "round", "complex", "bytes", "reversed",
)  # fmt: skip
for _name in _USES:
    setattr(_Placeholder, f"__{_name}__", _use)
