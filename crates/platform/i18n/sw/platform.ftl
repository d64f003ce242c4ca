platform-error-internal = Hitilafu imetokea upande wetu. Ulichoandika hakijapotea; tafadhali jaribu tena.
platform-error-unavailable = Kwa sasa hatuwezi kufikia sehemu moja ya PushNchat. Tafadhali jaribu tena baada ya sekunde chache.
platform-error-not-found = Hakuna kitu kwenye anwani hii, au hakipo tena.
platform-error-method = Anwani hii haijui kitendo hicho.
platform-error-unauthorized = Tafadhali ingia kwanza.
platform-error-forbidden = Akaunti yako haina ruhusa ya kufanya hivi.
platform-error-token = Tokeni ya kuingia si halali, au imeisha. Ingia tena.
platform-error-cross-site = Kwa usalama wako, hili limekataliwa kwa kuwa limetoka tovuti nyingine. Fungua PushNchat na ujaribu hapo.
platform-error-rate-limited = Maombi ni mengi mno. Jaribu tena baada ya { $seconds ->
    [one] sekunde moja
   *[other] sekunde { $seconds }
}.
platform-error-rooms = Umefungua vyumba vingi kadiri inavyoruhusiwa. Ondoka kwenye kimoja kwanza.
platform-error-cursor = Mahali hapa ni pa orodha nyingine. Anza kwenye ukurasa wa kwanza.
platform-error-limit = Omba vitu 1 hadi 100.
platform-error-query-too-long = Anwani ni ndefu mno.
platform-error-media-type = Anwani hii haipokei aina hii ya maudhui.
platform-error-body = Ombi lilikatika kabla ya kukamilika.
platform-error-too-large = Hiki ni kikubwa kuliko kinachopokelewa hapa.
platform-error-utf8 = Maandishi si UTF-8 sahihi.
platform-error-malformed = Hili haliwezi kusomeka.
platform-error-unknown-field = Hakuna sehemu kama hiyo hapa.
platform-error-duplicate-field = Sehemu hii ipo mara mbili.
platform-error-idempotency-key = Ufunguo wa ombi la mara moja una herufi 8 hadi 128 za ASCII zinazoonekana.
platform-error-idempotency-reused = Ufunguo huu ulitumika kwa kitu kingine.
platform-error-under-way = Ombi hilohilo bado linashughulikiwa. Uliza tena baada ya muda mfupi.
platform-error-version-required = Sema unabadilisha toleo gani, kwa If-Match au `version`.
platform-error-version-stale = Mtu mwingine amebadilisha hili wakati huo huo.
platform-check-required = Hiki kinahitajika.
platform-check-too-short = Angalau herufi { $least }.
platform-check-too-long = Herufi zisizozidi { $most }; hizi ni { $count }.

# Tarehe pamoja na saa ya UTC.
platform-moment = { $day } { $month ->
    [1] Januari
    [2] Februari
    [3] Machi
    [4] Aprili
    [5] Mei
    [6] Juni
    [7] Julai
    [8] Agosti
    [9] Septemba
    [10] Oktoba
    [11] Novemba
   *[12] Desemba
} { $year }, { $time } UTC
