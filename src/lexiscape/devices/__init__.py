"""Rows in, each row's k nearest out, as exact as on the processor: a GPU proposes, the processor proves. Extra: gpu."""

from __future__ import annotations

from lexiscape.devices.device import DEVICES, Device, DeviceRow, choose_device

__all__ = ["DEVICES", "Device", "DeviceRow", "choose_device"]
