-- Lost: where push goes to; clients tell it again at their next start.
DROP TABLE notifications.devices;
