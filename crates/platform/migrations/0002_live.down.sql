-- Lost: who is connected where, which the processes write again as they start. Sockets stay in their own process then.
DROP TABLE platform.live_packets;
DROP TABLE platform.live_users;
DROP TABLE platform.live_processes;
