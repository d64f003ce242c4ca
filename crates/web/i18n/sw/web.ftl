### Maneno ya kurasa zote.

web-title = Nunua na uuze karibu nawe
web-description = Bidhaa zinazouzwa na zinazotafutwa na biashara za Afrika karibu nawe: tafuta, linganisha na ufanye biashara kwa simu yako.
web-skip = Nenda kwenye maudhui
web-nav = Menyu kuu
web-nav-home = Mwanzo
web-nav-explore = Gundua
web-nav-post = Tangaza
web-nav-nearby = Karibu
web-nav-chats = Mazungumzo
web-nav-unread = hazijasomwa
web-nav-me = Mimi
web-nav-sign-in = Ingia
web-search = Tafuta
web-search-hint = Mahindi, paneli ya sola, fundi cherehani…
web-language = Lugha
web-footer = PushNchat: fanya biashara na watu unaoweza kuwafikia.
web-loading = Inapakia
web-offline-line = Huna mtandao. Ulichokwisha kuona bado kinafanya kazi.
web-newer = Kuna kipya zaidi. Kionyeshe
web-not-sent = Haijatumwa: mtandao haukujibu. Ulichoandika kiko salama, jaribu tena.
web-try-again = Jaribu tena
web-go-home = Nenda mwanzo
web-remove = Ondoa
web-cancel = Ghairi
web-continue = Endelea
web-back = Rudi
web-save-changes = Hifadhi mabadiliko
web-optional = si lazima

## Pesa, umbali na muda

web-price-open = Bei kwa maelewano
web-distance-metres = mita { $n }
web-distance-km = km { $n }
web-ago-now = sasa hivi
web-ago-minutes = { $n ->
    [one] dakika { $n } iliyopita
   *[other] dakika { $n } zilizopita
}
web-ago-hours = { $n ->
    [one] saa { $n } iliyopita
   *[other] saa { $n } zilizopita
}
web-ago-days = { $n ->
    [one] jana
   *[other] siku { $n } zilizopita
}
web-left-ended = Limeisha
web-left-minutes = { $n ->
    [one] imebaki dak { $n }
   *[other] zimebaki dak { $n }
}
web-left-hours = { $n ->
    [one] imebaki saa { $n }
   *[other] zimebaki saa { $n }
}
web-left-days = { $n ->
    [one] imebaki siku { $n }
   *[other] zimebaki siku { $n }
}

## Matangazo kwenye orodha

web-offer = Inauzwa
web-request = Inatafutwa
web-featured = Maalum
web-verified = Imethibitishwa
web-save = Hifadhi “{ $title }”
web-saved = Limehifadhiwa
web-unsaved = Halijahifadhiwa tena
web-more = Onyesha zaidi
web-more-added = { $n } zaidi zimeonyeshwa
web-pictures = { $n ->
    [one] Picha { $n }
   *[other] Picha { $n }, telezesha kuziona
}
web-picture-show = Onyesha picha ya “{ $title }”
web-share = Shiriki kwa njia nyingine

## Fomu

web-form-errors = { $n ->
    [one] Jambo moja la kurekebisha
   *[other] Mambo { $n } ya kurekebisha
}
web-form-kept = Tumehifadhi ulichoandika mara iliyopita.
web-form-kept-drop = Anza upya
web-step = Hatua { $step }
web-photos-add = Ongeza picha
web-photos-remove = Ondoa picha hii
web-photos-queued = Inasubiri
web-photos-done = Picha imepakiwa.
web-photos-failed = Picha haikufika. Bado ipo hapa, jaribu tena.
web-photos-busy = Picha bado ziko njiani. Fomu itakwenda yenyewe zitakapofika.
web-photos-full = Hakuna nafasi ya picha zaidi.
web-photos-later = Itakwenda baadaye

## Mahali

web-place-choose = Mahali pako
web-place-change = Badilisha mahali
web-place-title = Unatafuta wapi?
web-place-text = Tunaonyesha kwanza kilicho karibu zaidi. Chagua mji, au tumia mahali ulipo; hapahifadhiwi kwenye akaunti yako.
web-place-locate = Tumia mahali nilipo
web-place-locate-failed = Simu yako haikutoa mahali ilipo. Chagua mji hapa chini badala yake.
web-place-town = Mji
web-place-radius = Umbali wa kuzunguka
web-place-none-title = Mji huo bado haupo
web-place-none-text = Jaribu mji mkubwa ulio karibu, au tahajia nyingine.
web-place-all = Onyesha miji yote

## Bila mtandao

web-offline-title = Huna mtandao
web-offline-text = Ukurasa huu haujawahi kufunguliwa, kwa hiyo haupo kwenye simu yako. Ulichoandika kimehifadhiwa hadi mtandao urudi.
web-offline-seen = Kurasa zilizo kwenye simu yako

## Kinachosubiri kutumwa

web-outbox-title = Vinasubiri kutumwa
web-outbox-offline = Huna mtandao
web-outbox-count = { $n } vinasubiri
web-outbox-count-failed = { $n } vinakuhitaji
web-outbox-count-sign-in = { $n } vinasubiri: ingia ili vitumwe
web-outbox-all-sent = Vyote vimetumwa
web-outbox-waiting = Kinasubiri mtandao
web-outbox-again = Kinasubiri, kitajaribiwa tena chenyewe
web-outbox-sign-in = Kinasubiri uingie
web-outbox-sending = Kinatumwa, { $n } %
web-outbox-sent = Kimetumwa
web-outbox-failed = Hakikupokelewa:
web-outbox-failed-unsaid = Haikuweza kutumwa: tovuti ilikuwa na shida kwa muda mrefu, au picha haipo tena kwenye simu yako. Iangalie, kisha ujaribu tena.
web-outbox-dropped = Kimetupwa
web-outbox-correct = Kirekebishe
web-outbox-retry = Jaribu tena
web-outbox-look = Kiangalie
web-outbox-drop = Tupa
web-outbox-undo = Tendua
web-outbox-kept-title = Kimehifadhiwa kwenye simu yako
web-outbox-kept-text = Kitakwenda chenyewe mtandao utakapopatikana, hata ukifunga ukurasa huu au kuzima simu.
web-outbox-home = Nenda mwanzo
web-outbox-full = Simu yako haina nafasi ya kuhifadhi hiki. Ongeza nafasi na ujaribu tena; ulichoandika bado kipo hapa.

## Data na hifadhi

web-data-title = Data na hifadhi
web-data-text = Machaguo haya ni ya simu hii tu.
web-data-saver = Okoa data
web-data-auto = Simu ikiomba
web-data-auto-hint = Mtandao ukiwa wa polepole, au simu yenyewe ikiokoa data
web-data-on = Kila mara
web-data-on-hint = Picha huja ukizigusa
web-data-off = Hapana
web-data-off-hint = Picha huja mara moja
web-data-saved = Chaguo lako limehifadhiwa.
web-data-used = Data iliyotumika
web-data-used-text = Data iliyotumiwa na kurasa za tovuti hii. Imehesabiwa kwenye simu hii na haitumwi kwa yeyote.
web-data-used-none = Bado hakuna kilichohesabiwa kwenye simu hii. Kuhesabu kunahitaji skripti.
web-data-month = Mwezi
web-data-received = Megabaiti
web-data-kept = Vilivyohifadhiwa kwenye simu hii
web-data-kept-text = Kurasa na picha ulizoziona, ili usizipakie tena na uweze kuzisoma bila mtandao.
web-data-kept-size = MB { $size } zinatumika
web-data-clear = Futa vilivyohifadhiwa
web-data-cleared = Vimefutwa. Kinachosubiri kutumwa na ulichokuwa unaandika bado vipo.

## Matatizo

web-error-title = { $n ->
    [401] Tafadhali ingia
    [403] Huna ruhusa ya kuingia hapa
    [404] Hakuna kitu hapa
    [409] Kuna aliyekutangulia
    [410] Hili limeisha
    [413] Ni kubwa mno
    [422] Kuna kitu hakijakaa sawa
    [429] Polepole kidogo, tafadhali
    [503] Tunavuta pumzi
   *[other] Hitilafu imetokea upande wetu
}
web-error-what = { $n ->
    [401] Ukurasa huu ni wa akaunti. Ingia na utarudi hapa moja kwa moja.
    [403] Akaunti yako haina ruhusa ya kuona au kufanya hili. Anayesimamia biashara yako anaweza kukupa ruhusa.
    [404] Ukurasa haupo, au kilichokuwa hapa kimeondoka: matangazo huishi siku chache tu.
    [409] Ulichotaka kubadilisha kimebadilishwa wakati huo huo. Kipakie tena uone kilivyo sasa.
    [410] Kilichokuwa hapa kimeisha au kimeondolewa na mwenyewe.
    [413] Ulichotuma ni kikubwa kuliko tunachoweza kupokea. Kila picha inaweza kuwa na hadi MB 10.
    [422] Baadhi ya vilivyotumwa haviwezi kutumika vilivyo. Rudi uangalie vilivyowekwa alama.
    [429] Maombi mengi yametoka hapa kwa muda mfupi. Subiri dakika moja, kisha endelea.
    [503] Sehemu ya PushNchat haijibu kwa sasa. Kwa kawaida huchukua chini ya dakika moja.
   *[other] Ni kosa letu, si lako. Limeandikwa na litaangaliwa.
}
web-error-safe = { $n ->
    [401] Ulichoandika kwingine hakijapotea.
    [403] Hakuna kilichobadilishwa.
    [404] Matangazo yako na ulivyohifadhi viko palepale.
    [409] Hakuna kilichofutwa: si maneno yako wala yao.
    [410] Huenda kuna kinachofanana karibu.
    [413] Hakuna kilichobadilishwa. Ulichoandika kwenye fomu bado kipo.
    [422] Ulichoandika kwenye fomu bado kipo.
    [429] Hakuna kilichopotea.
   *[other] Ulichotuma kabla kiko salama. Ikiwa ulikuwa unatuma fomu, haikupokelewa; jaribu tena.
}
web-error-reference = Ukituandikia, taja nambari hii:
web-bell = Arifa
