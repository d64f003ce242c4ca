-- Lost: who of a team answers whom, their notes, ready answers and times. Conversations and messages stay.
DROP TABLE messaging.ticket_times;
DROP TABLE messaging.canned_replies;
DROP TABLE messaging.notes;
DROP TABLE messaging.tickets;
DROP TABLE messaging.agents;
DROP TABLE messaging.desks;
