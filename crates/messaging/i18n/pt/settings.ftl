### Como funciona a caixa de entrada de uma empresa, e com que rapidez se respondeu.

messaging-error-taken = Outra pessoa responde agora a este cliente. Veja quem, e tente de novo.
messaging-check-times = Escreva cada hora como 08:00, com a de abrir e a de fechar.
messaging-check-never-open = Dê as horas de pelo menos um dia, ou diga que está sempre aberto.
messaging-check-date = Escolha cada feriado como uma data.
messaging-check-topics = Podem guardar-se no máximo 12 assuntos.
messaging-check-skills = Escolha entre os assuntos da sua caixa de entrada.

messaging-page-desk-settings = Definições
messaging-page-desk-rules = Horário e regras
messaging-page-desk-team = Equipa
messaging-page-desk-canned = Respostas prontas
messaging-page-desk-times = Tempos
messaging-page-desk-saved = Guardado.
messaging-page-desk-stale = Entretanto outra pessoa mudou isto. O que escreveu continua aqui: guarde de novo para ficar no lugar.

## Horário e regras

messaging-page-desk-hours = Quando respondem
messaging-page-desk-hours-hint = Enquanto estiver fechado, ninguém recebe clientes e nenhuma espera é contada. Deixe vazio um dia em que fecha.
messaging-page-desk-always = Dia e noite
messaging-page-desk-second = Um segundo período neste dia
messaging-page-desk-opens = { $day }: abre às
messaging-page-desk-closes = { $day }: fecha às
messaging-page-desk-time-zone = Fuso horário
messaging-page-desk-holidays = Feriados
messaging-page-desk-holidays-hint = Dias em que está fechado. Apague uma data para a retirar.
messaging-page-desk-holiday = Feriado { $n }
messaging-page-desk-mon = Segunda-feira
messaging-page-desk-tue = Terça-feira
messaging-page-desk-wed = Quarta-feira
messaging-page-desk-thu = Quinta-feira
messaging-page-desk-fri = Sexta-feira
messaging-page-desk-sat = Sábado
messaging-page-desk-sun = Domingo
messaging-page-desk-assignment = Quem recebe o próximo cliente
messaging-page-desk-least-busy = Quem tem menos
messaging-page-desk-least-busy-text = Bom quando uns clientes demoram mais do que outros.
messaging-page-desk-in-turn = Um de cada vez
messaging-page-desk-in-turn-text = Todos recebem o mesmo número.
messaging-page-desk-sticky = O cliente que volta fica com a pessoa que já conhece
messaging-page-desk-by-language = Primeiro quem fala a língua do cliente
messaging-page-desk-topics = Sobre o que os clientes podem escrever
messaging-page-desk-topics-hint = Um assunto por linha, no máximo 12. Os clientes escolhem um quando lhe escrevem. Quem da equipa o conhece recebe-os primeiro.
messaging-page-desk-waiting = Quando um cliente espera
messaging-page-desk-waiting-hint = Só contam os minutos em que está aberto.
messaging-page-desk-manager-after = Minutos até avisar os gestores
messaging-page-desk-ceo-after = Minutos até avisar a direção
messaging-page-desk-silent-after = Minutos até o cliente passar para outra pessoa

## Equipa

messaging-page-desk-team-hint = Só recebe clientes quem está a trabalhar agora.
messaging-page-desk-load = { $n ->
    [0] Nenhum cliente agora
    [one] Um cliente agora
   *[other] { $n } clientes agora
 }
messaging-page-desk-works = Está a trabalhar
messaging-page-desk-more = Línguas, assuntos e número de clientes
messaging-page-desk-languages = Fala
messaging-page-desk-skills = Conhece
messaging-page-desk-capacity = Clientes ao mesmo tempo, no máximo

## Respostas prontas

messaging-page-desk-canned-hint = Respostas que a sua equipa dá muitas vezes. Estão por baixo de cada conversa com um cliente, prontas a enviar ou a mudar.
messaging-page-desk-canned-new = Uma nova
messaging-page-desk-shortcut = Nome
messaging-page-desk-canned-text = Resposta

## Tempos

messaging-page-desk-period = Período
messaging-page-desk-last-days = { $n ->
    [one] Último dia
   *[other] Últimos { $n } dias
 }
messaging-page-desk-times-hint = Metade dos clientes teve resposta, ou ficou tratada, mais depressa do que isto.
messaging-page-desk-times-none-title = Ainda não há nada a contar
messaging-page-desk-times-none = Quando houver conversas tratadas, verá aqui quanto tempo levaram.
messaging-page-desk-times-answered = Primeiras respostas
messaging-page-desk-times-resolved = Tratados
messaging-page-desk-times-nobody = De ninguém
messaging-page-desk-times-former = Alguém que saiu
messaging-page-desk-unit-minutes = { $n } min
messaging-page-desk-unit-hours = { $n } h
messaging-page-desk-unit-days = { $n } d
