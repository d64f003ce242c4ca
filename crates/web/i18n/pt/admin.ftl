### Textos daquilo de que os administradores cuidam.

web-dead-letters-title = Tarefas que falharam
web-dead-letters-count = { $n ->
    [one] { $n } tarefa foi posta de lado.
   *[other] { $n } tarefas foram postas de lado.
}
web-dead-letters-text = Corrija primeiro a causa e depois mande repetir.
web-dead-letters-empty-title = Nada falhou
web-dead-letters-empty-text = O que não pode ser feito em segundo plano, como um e-mail que ninguém aceita, espera aqui por si.
web-dead-letters-tries = { $n ->
    [one] { $n } tentativa
   *[other] { $n } tentativas
}
web-dead-letters-cause = Causa:
web-dead-letters-payload = De que se tratava
web-dead-letters-trace = Rasto no registo:
web-dead-letters-replay = Repetir
web-dead-letters-drop = Deitar fora…
web-dead-letters-drop-text = Assim nunca será feita e não pode ser recuperada.
web-dead-letters-drop-now = Deitar fora
web-dead-letters-replayed = Está a ser repetida.
web-dead-letters-dropped = Deitada fora.
