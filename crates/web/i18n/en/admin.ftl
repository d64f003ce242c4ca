### Texts of what admins look after.

web-dead-letters-title = Work that failed
web-dead-letters-count = { $n ->
    [one] { $n } task was put aside.
   *[other] { $n } tasks were put aside.
}
web-dead-letters-text = Mend the cause first, then have it done again.
web-dead-letters-empty-title = Nothing has failed
web-dead-letters-empty-text = What cannot be done in the background, such as a mail that nobody takes, waits here for you.
web-dead-letters-tries = { $n ->
    [one] { $n } try
   *[other] { $n } tries
}
web-dead-letters-cause = Why:
web-dead-letters-payload = What it was about
web-dead-letters-trace = Trace in the log:
web-dead-letters-replay = Do it again
web-dead-letters-drop = Throw it away …
web-dead-letters-drop-text = It will never be done then, and cannot be brought back.
web-dead-letters-drop-now = Throw it away
web-dead-letters-replayed = It is being done again.
web-dead-letters-dropped = Thrown away.
