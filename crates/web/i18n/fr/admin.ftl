### Textes de ce dont s’occupent les administrateurs.

web-dead-letters-title = Tâches en échec
web-dead-letters-count = { $n ->
    [one] { $n } tâche a été mise de côté.
   *[other] { $n } tâches ont été mises de côté.
}
web-dead-letters-text = Corrigez d’abord la cause, puis relancez-la.
web-dead-letters-empty-title = Aucun échec
web-dead-letters-empty-text = Ce qui ne peut pas être fait en arrière-plan, comme un e-mail que personne n’accepte, vous attend ici.
web-dead-letters-tries = { $n ->
    [one] { $n } essai
   *[other] { $n } essais
}
web-dead-letters-cause = Cause :
web-dead-letters-payload = De quoi il s’agissait
web-dead-letters-trace = Trace dans le journal :
web-dead-letters-replay = Relancer
web-dead-letters-drop = Jeter…
web-dead-letters-drop-text = Elle ne sera alors jamais faite, et ne pourra pas être récupérée.
web-dead-letters-drop-now = Jeter
web-dead-letters-replayed = Elle est relancée.
web-dead-letters-dropped = Jetée.
