### Maandishi ya yale ambayo wasimamizi huyashughulikia.

web-dead-letters-title = Kazi zilizoshindikana
web-dead-letters-count = { $n ->
    [one] Kazi { $n } imewekwa kando.
   *[other] Kazi { $n } zimewekwa kando.
}
web-dead-letters-text = Rekebisha chanzo kwanza, kisha uifanye tena.
web-dead-letters-empty-title = Hakuna kilichoshindikana
web-dead-letters-empty-text = Kisichoweza kufanyika chinichini, kama barua pepe ambayo hakuna anayeipokea, hukungoja hapa.
web-dead-letters-tries = { $n ->
    [one] jaribio { $n }
   *[other] majaribio { $n }
}
web-dead-letters-cause = Sababu:
web-dead-letters-payload = Ilihusu nini
web-dead-letters-trace = Alama yake kwenye kumbukumbu:
web-dead-letters-replay = Fanya tena
web-dead-letters-drop = Itupe…
web-dead-letters-drop-text = Haitafanyika kamwe baada ya hapo, wala haiwezi kurudishwa.
web-dead-letters-drop-now = Itupe
web-dead-letters-replayed = Inafanyika tena.
web-dead-letters-dropped = Imetupwa.
