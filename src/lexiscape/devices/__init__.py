"""Rows in, each row's k nearest out: a GPU proposes, the processor proves and checks by sample. Extra: gpu."""

from __future__ import annotations

from lexiscape.devices.device import DEVICES, Device, DeviceRow, check_device, choose_device
from lexiscape.devices.task import Task

__all__ = ["DEVICES", "Device", "DeviceRow", "Task", "check_device", "choose_device"]
