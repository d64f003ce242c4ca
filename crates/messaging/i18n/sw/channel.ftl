### Chaneli za timu

messaging-check-member = Chagua watu wa timu yako.
messaging-check-members-many = Chaneli ina watu { $limit } kwa wingi.
messaging-page-channel = Jina na wanachama
messaging-page-channel-new = Chaneli mpya
messaging-page-channel-name = Jina la chaneli
messaging-page-channel-name-hint = Kwa mfano: Usafirishaji
messaging-page-channel-who = Waliomo
messaging-page-channel-alone = Bado hakuna mtu mwingine kwenye timu yako. Unaweza kuongeza watu baadaye.
messaging-page-channel-make = Tengeneza chaneli
messaging-page-channel-rename = Badilisha jina
messaging-page-channel-you = Wewe
messaging-page-channel-remove = Toa
messaging-page-channel-others = Hawamo bado
messaging-page-channel-add = Ongeza kwenye chaneli
messaging-page-channel-close = Funga chaneli
messaging-page-channel-reopen = Fungua chaneli tena
messaging-page-channel-leave = Ondoka kwenye chaneli
messaging-page-channel-left = Umeondoka kwenye chaneli.
messaging-page-channel-saved = Imehifadhiwa.
messaging-system-created = { $by } ametengeneza chaneli “{ $title }”.
messaging-system-added = { $by } ameongeza { $people }.
messaging-system-added-many = { $n ->
    [one] { $by } ameongeza mtu mmoja.
   *[other] { $by } ameongeza watu { $n }.
 }
messaging-system-removed = { $by } amemtoa { $people }.
messaging-system-removed-many = { $n ->
    [one] { $by } ametoa mtu mmoja.
   *[other] { $by } ametoa watu { $n }.
 }
messaging-system-left = { $by } ameondoka.
messaging-system-renamed = { $by } ameipa chaneli jina “{ $title }”.
messaging-system-closed = { $by } amefunga chaneli.
messaging-system-opened = { $by } amefungua chaneli tena.
