"""Where a whole model lies: a folder, the hub, an installed package, a weight file alone; each with `locate`."""
