"""A device's name in, the device out, opened by PyTorch: which there are, and when one is taken unasked."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, NamedTuple

from lexiscape.errors import MissingExtra, OptionError, first_line

#: From this many products on, n * n * width / 2, "auto" looks for a CUDA device for an exact search: 102,000 rows of
#: 384 dimensions. Below, two cores take about eight seconds at most, and PyTorch takes some of them to be imported.
DEVICE_PRODUCTS = 2e12

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeviceRow:
    """One sort of device.

    Attributes
    ----------
    place : str
        What PyTorch calls it.
    is_there : callable
        torch → whether there is one that works.
    name : callable
        torch → what the first of them is called.
    free_bytes : callable
        torch → the memory of it that may still be taken.
    """

    place: str
    is_there: Callable[[Any], bool]
    name: Callable[[Any], str]
    free_bytes: Callable[[Any], int]


#: What `device` may be, beside "auto" and "cpu".
DEVICES: dict[str, DeviceRow] = {
    "cuda": DeviceRow(
        "cuda",
        lambda torch: torch.cuda.is_available(),
        lambda torch: torch.cuda.get_device_name(),
        lambda torch: torch.cuda.mem_get_info()[0],
    ),
    "mps": DeviceRow(
        "mps",
        lambda torch: torch.backends.mps.is_available(),
        lambda torch: "Apple's GPU",
        lambda torch: torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory(),
    ),
}


class Device(NamedTuple):
    """A device that is there: its key in `DEVICES`, its row, and PyTorch."""

    key: str
    row: DeviceRow
    torch: Any

    @property
    def name(self) -> str:
        """What the device is called; its key where it does not say."""
        with suppress(RuntimeError):
            return self.row.name(self.torch)
        return self.key

    def is_full(self, error: BaseException) -> bool:
        """Tell whether an error says that memory does not suffice; not all backends have a class for it."""
        return isinstance(error, self.torch.cuda.OutOfMemoryError) or (
            isinstance(error, RuntimeError) and "out of memory" in str(error)
        )

    def release(self) -> None:
        """Give memory back that is no longer in use, unless the device fails: after some errors it always does."""
        if self.row.place in ("cuda", "mps"):
            with suppress(RuntimeError):
                getattr(self.torch, self.row.place).empty_cache()


def check_device(asked: str) -> None:
    """Raise as `choose_device` would where a device was asked for by name and is not there: before the work, not after.

    Raises
    ------
    OptionError
        There is no device of that name, or none here.
    MissingExtra
        PyTorch is not installed, or cannot be imported.
    """
    if asked != "auto":
        choose_device(asked, exact=True, products=0.0)


def choose_device(asked: str, *, exact: bool, products: float) -> Device | None:
    """Open the device that a search is to use; None: the processor.

    Parameters
    ----------
    asked : str
        ``"auto"``, ``"cpu"`` or a key of `DEVICES`.
    exact : bool
        Whether the search is exact. "auto" takes no other to a device: results do not depend on what a machine has.
    products : float
        n * n * width / 2 of the search.

    Raises
    ------
    OptionError
        There is no device of that name, or none here.
    MissingExtra
        PyTorch is not installed, or cannot be imported.
    """
    if asked not in ("auto", "cpu", *DEVICES):
        raise OptionError(f"no device {asked!r}: choose one of auto, cpu, {', '.join(DEVICES)}")
    if asked == "cpu":
        return None
    if asked == "auto":
        if not exact or products < DEVICE_PRODUCTS or not _has_cuda_driver() or not _has_pytorch():
            return None
        try:
            return _open("cuda")
        except (OptionError, MissingExtra, RuntimeError) as error:  # unasked: the processor serves as well
            log.info("no CUDA device is used: %s", first_line(error))
            return None
    return _open(asked)


def _open(key: str) -> Device:
    row = DEVICES[key]
    try:
        import torch

        is_there = row.is_there(torch)
    # A library of it that is absent or made for another machine; versions that do not agree; a folder of its name.
    except (ImportError, OSError, ValueError, AttributeError) as error:
        raise MissingExtra("torch", "gpu", error) from None
    if not is_there:
        raise OptionError(
            f"no device {key} here: PyTorch {torch.__version__} finds none that works; leave out --device {key}, "
            "or install a PyTorch made for it"
        )
    return Device(key, row, torch)


def _has_pytorch() -> bool:
    try:
        return find_spec("torch") is not None
    except ValueError:  # imported by somebody, and it does not say from where
        return False


def _has_cuda_driver() -> bool:
    """Ask the driver whether it has a device: within milliseconds, and without PyTorch.

    cuInit and cuDeviceGetCount of the CUDA Driver API, which return 0 where all is well.
    """
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        count = ctypes.c_int(0)
        return driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0
    except (OSError, AttributeError):
        return False
