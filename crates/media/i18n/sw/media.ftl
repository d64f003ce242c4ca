### Kwa nini picha haikupokelewa, na la kufanya.

media-error-empty = Faili ni tupu. Tafadhali chagua picha tena.
media-error-too-large = Picha ni kubwa kuliko MB 10. Tafadhali tuma ndogo zaidi.
media-error-too-many-pixels = Picha ni kubwa mno kufunguliwa: zisizidi megapikseli 40 na pikseli 12,000 kila upande.
media-error-not-a-picture = Faili hili si picha tunayoweza kusoma. JPEG, PNG na WebP zinafaa.
media-error-heic = Picha za HEIC na AVIF haziwezi kusomeka hapa. Chagua JPEG (“Inayooana zaidi”) kwenye mipangilio ya kamera, au tuma picha ya skrini ya picha hiyo.
media-error-animated = Picha zinazosogea hazipokelewi. Tafadhali tuma picha tuli.
media-error-truncated = Picha haikufika nzima. Tafadhali itume tena.
media-error-damaged = Faili la picha limeharibika. Tafadhali chagua picha nyingine, au ipige tena.

### Kupakia kwa vipande.

media-error-too-many-uploads = Una upakiaji { $most } uliofunguliwa, au baiti nyingi mno. Maliza au acha baadhi kwanza.
media-error-offset = Kuna kitu kinakosekana kabla ya kipande hiki. Endelea pale upakiaji ulipoishia.
media-error-no-offset = Sema katika Upload-Offset kipande kinaanzia wapi kwenye faili.
media-error-too-long = Hizi ni nyingi kuliko zilizotangazwa.
media-error-piece-small = Kipande kina angalau KiB { $least }, isipokuwa cha mwisho.
media-error-piece-large = Kipande kina KiB zisizozidi { $most }.
media-error-incomplete = Picha bado haijafika nzima. Tuma zilizobaki kwanza.
media-error-checksum = Kilichofika si kilichotumwa. Tafadhali tuma picha tena.
media-error-sha256 = SHA-256 ina tarakimu 64 za heksadesimali.
media-error-direct = Upakiaji huu unakwenda moja kwa moja kwenye hifadhi na haupokei vipande hapa.
media-error-not-configured = Hakuna hifadhi ya nje. Tuma mafaili hapa kwa vipande.

### Hati.

media-error-paper-unknown = Faili hili si picha wala PDF tunayoweza kusoma. JPEG, PNG, WebP na PDF zinafaa.
media-error-pdf-locked = PDF hii imelindwa kwa nenosiri, au imeundwa hivyo kwamba hatuwezi kuangalia ndani. Ihifadhi bila ulinzi, au tuma picha za kurasa zake.
media-error-pdf-active = PDF hii ina programu, fomu zinazotuma kitu, au mafaili mengine. Ichapishe kuwa PDF mpya, au tuma picha za kurasa zake.
media-error-pdf-pages = PDF hii ina kurasa nyingi mno: zinapokelewa { $most } tu. Tuma kurasa zinazohitajika pekee.
media-error-pdf-damaged = PDF hii imeharibika au haikufika yote. Tafadhali itume tena, au tuma picha za kurasa zake.
