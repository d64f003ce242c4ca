### Maneno ya mazungumzo.

## Kosa katika kilichotumwa

messaging-check-client-id = Kitambulisho kilichotengenezwa kwenye simu kina herufi, tarakimu au alama 8 hadi 64.
messaging-check-type = Hakuna aina hiyo ya ujumbe.
messaging-check-other-type = Hiki ni cha aina nyingine ya ujumbe.
messaging-check-reply = Ujumbe unaojibiwa na huu haupo.
messaging-check-file = Faili halipo, au limeshatumwa. Lichague tena.
messaging-check-listing = Tangazo hili haliko hewani tena.
messaging-check-own-listing = Chagua tangazo la biashara yako.
messaging-check-place = Latitudo iko kati ya -90 na 90, longitudo kati ya -180 na 180.
messaging-check-before-after = Omba ujumbe kabla au baada ya mahali fulani, si vyote viwili.
messaging-check-format = Nakala huandikwa kama `json` au `txt`.
messaging-check-emoji = Mwitikio ni emoji moja.
messaging-check-reason = Chagua kwa nini unaripoti ujumbe huu.
messaging-check-sync = Omba mazungumzo yasiyozidi 100 kwa mara moja.
messaging-check-snooze = Chagua muda ndani ya siku 90 zijazo.
messaging-check-status = Hakuna hali kama hiyo.
messaging-check-view = Hakuna orodha kama hiyo.
messaging-check-time-zone = Hakuna ukanda wa saa kama huo.
messaging-check-hours = Toa siku saba, kila moja na saa zinazoisha baada ya kuanza na zisizogongana.
messaging-check-holidays = Sikukuu zisizozidi 100 zinaweza kuhifadhiwa.
messaging-check-assignment = Chagua jinsi wateja wanavyogawiwa.
messaging-check-minutes = Idadi hii ya dakika haiwezekani.
messaging-check-ceo-after = CEO huarifiwa baada ya mameneja.
messaging-check-languages = Chagua lugha kutoka kwenye orodha.
messaging-check-capacity = Chagua nambari kati ya 0 na 200.
messaging-check-shortcut-taken = Tayari kuna jibu la haraka lenye jina hili.
messaging-check-canned-many = Majibu tayari ni { $limit } kwa wingi. Futa moja kwanza.

## Kisichowezekana

messaging-error-closed = Mazungumzo haya yameisha. Hakuna anayeweza kuandika hapa tena.
messaging-error-blocked = Huwezi kuwaandikia watu hawa.
messaging-error-not-yours = Ni aliyeandika ujumbe tu anayeweza kuubadilisha.
messaging-error-edit-too-late = Ujumbe unaweza kuhaririwa kwa dakika 15. Unaweza kuuondoa na kuandika mwingine.
messaging-error-removed = Ujumbe huu uliondolewa.
messaging-error-not-text = Ni maandishi tu yanayoweza kuhaririwa.
messaging-error-await-answer = Tafadhali subiri jibu. Kabla ya hapo unaweza kutuma ujumbe { $limit }.
messaging-error-first-contacts = Leo umeandikia biashara mpya { $limit }. Jaribu tena kesho.
messaging-error-spam = Hii inafanana na matangazo ya biashara. Andika unachotaka kwa biashara hii, kwa viungo vichache.
messaging-error-reactions = Watu wengi sana wameshaitikia ujumbe huu.
messaging-error-voice-size = Ujumbe wa sauti usizidi MB 2.
messaging-error-upload = Sehemu ya faili haijafika bado. Endelea kuituma.
messaging-error-link = Kiungo hiki kimeisha muda. Fungua mazungumzo tena.
messaging-error-agent = Chagua mtu wa timu yako.
messaging-error-state = Hili haliwezekani kwa sasa ({ $state }).

## Kurasa

messaging-page-title = Ujumbe
messaging-page-active = Mazungumzo
messaging-page-archived = Kwenye kumbukumbu
messaging-page-empty-title = Bado hakuna mazungumzo
messaging-page-empty = Muulize muuzaji kuhusu anachouza, na mazungumzo yataonekana hapa.
messaging-page-empty-action = Tafuta bidhaa
messaging-page-you = Wewe:
messaging-page-muted = Bila sauti
messaging-page-closed-badge = Yameisha
messaging-page-nothing-said = Bado hakuna kilichosemwa.
messaging-page-inbox = Mazungumzo ya kikasha
messaging-page-back = Rudi kwenye ujumbe wote
messaging-page-back-to-chat = Rudi kwenye mazungumzo
messaging-page-settings = Mipangilio ya mazungumzo haya
messaging-page-mute = Nyamazisha
messaging-page-unmute = Washa sauti
messaging-page-archive = Weka kwenye kumbukumbu
messaging-page-unarchive = Toa kwenye kumbukumbu
messaging-page-export = Hifadhi kama faili la maandishi
messaging-page-export-title = Faili lako
messaging-page-export-waits = Mazungumzo yanaandikwa kwenye faili.
messaging-page-export-percent = { $percent } % imeandikwa
messaging-page-export-look = Angalia tena
messaging-page-export-stay = Ukurasa huu unabaki kwenye anwani yake, na faili linatunzwa kwa siku moja.
messaging-page-export-ready = Faili liko tayari.
messaging-page-export-fetch = Hifadhi faili (kB { $size })
messaging-page-export-failed = Faili halikutengenezwa, kwa sababu huwezi tena kusoma mazungumzo haya.
messaging-page-export-gone-title = Faili hili halipo hapa
messaging-page-export-gone = Faili linatunzwa kwa siku moja. Liombe tena kwenye menyu ya mazungumzo.
messaging-page-earlier = Ujumbe wa awali
messaging-page-newest = Nenda kwenye ujumbe mpya zaidi
messaging-page-here = Yupo sasa
messaging-page-away = Hayupo kwa sasa
messaging-page-presence-hide = Ficha ninapokuwa hapa
messaging-page-presence-show = Onyesha ninapokuwa hapa
messaging-page-last-seen = Alikuwepo mwisho: { $ago }
messaging-page-typing = anaandika…
messaging-page-write = Ujumbe
messaging-page-send = Tuma
messaging-page-photo-add = Ongeza picha
messaging-page-photo = Picha
messaging-page-voice = Ujumbe wa sauti
messaging-page-voice-record = Rekodi ujumbe wa sauti
messaging-page-voice-drop = Tupa rekodi hii
messaging-page-voice-on = Inarekodi
messaging-page-voice-send = Tuma rekodi
messaging-page-voice-refused = Maikrofoni haiwezi kutumika. Iruhusu katika mipangilio ya kivinjari.
messaging-page-place = Mahali kwenye ramani
messaging-page-card = Tangazo
messaging-page-listing-add = Tuma tangazo
messaging-page-listing-none-title = Hakuna tangazo lililo hewani
messaging-page-listing-none = Matangazo ya biashara yako yaliyo hewani huonekana hapa, tayari kutumwa.
messaging-page-listing-post = Weka tangazo
messaging-page-removed = Ujumbe huu uliondolewa.
messaging-page-edited = umehaririwa
messaging-page-sending = unatumwa…
messaging-page-waiting = unasubiri mtandao
messaging-page-sent = umetumwa
messaging-page-delivered = umefika
messaging-page-read = umesomwa
messaging-page-failed = haukutumwa
messaging-page-again = Jaribu tena
messaging-page-drop = Futa
messaging-page-actions = La kufanya na ujumbe huu
messaging-page-react = Itikia
messaging-page-unreact = Bila mwitikio
messaging-page-answer = Jibu
messaging-page-no-answer = Usijibu ujumbe huu
messaging-page-edit = Hariri
messaging-page-edit-hint = Ujumbe unaweza kuhaririwa kwa dakika 15. Wengine huona kwamba ulihaririwa.
messaging-page-save = Hifadhi
messaging-page-remove = Futa kwa kila mtu
messaging-page-report = Ripoti ujumbe huu
messaging-page-reported = Asante. Tunaangalia ujumbe huu na ulio karibu nao.
messaging-page-reason = Una kasoro gani?
messaging-page-reason-note = Kwa maneno yako (si lazima)
messaging-page-reason-spam = Matangazo yasiyotakiwa
messaging-page-reason-fraud = Ulaghai
messaging-page-reason-harassment = Tusi au tishio
messaging-page-reason-illegal = Kinyume cha sheria
messaging-page-reason-other = Kitu kingine
messaging-page-closed = Hakuna anayeweza kuandika hapa tena.
messaging-page-inbox-closed = Kwa sasa biashara hii haipokei ujumbe wako hapa. Yaliyoandikwa yanabaki. Hali ikibadilika, unaweza kuendelea hapa.
messaging-page-contact = Mwandikie { $name }
messaging-page-contact-label = Ujumbe wako
messaging-page-contact-hint = Sema unachohitaji, kiasi gani na lini.
messaging-page-contact-topic = Ni kuhusu nini?
messaging-page-contact-topic-none = Jambo jingine
messaging-page-unread = { $n ->
    [one] ujumbe ambao haujasomwa
   *[other] ujumbe ambao haujasomwa
 }
messaging-page-members = { $n ->
    [one] Mtu mmoja
   *[other] Watu { $n }
 }
