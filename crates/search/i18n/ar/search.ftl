### البحث والاستكشاف.

search-title = البحث
search-title-for = نتائج البحث عن «⁨{ $q }⁩»
search-explore = استكشف
search-categories = الفئات
search-newest = أحدث الإعلانات
search-quiet-title = لا شيء هنا بعد
search-quiet-text = لم ينشر أحد حتى الآن. سيكون إعلانك أول ما يراه الناس.

search-filters = عرض
search-kind-all = الكل
search-kind-offers = عروض
search-kind-requests = طلبات
search-only-verified = بائعون موثّقون
search-only-photo = مع صورة
search-category = الفئة
search-country = البلد
search-city = المدينة
search-only-featured = المميزة فقط
search-age = تاريخ النشر
search-age-24 = خلال آخر 24 ساعة
search-age-48 = خلال آخر يومين
search-age-72 = خلال آخر ثلاثة أيام
search-market = موجّه إلى
search-market-afcfta = التجارة داخل أفريقيا (AfCFTA)
search-market-africa-us = من أفريقيا إلى الولايات المتحدة
search-market-us-africa = من الولايات المتحدة إلى أفريقيا
search-radius = ضمن مسافة
search-any = أيّ كان
search-price-min = السعر من
search-price-max = السعر حتى
search-currency = العملة
search-apply = عرض النتائج
search-clear = بدون تصفية

search-found = { $n ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $n } نتائج
    [many] { $n } نتيجة
   *[other] { $n } نتيجة
}
search-found-many = أكثر من { $n } نتيجة
search-corrected = لا شيء يحتوي الكلمات كما كتبتها. هذه نتائج «⁨{ $q }⁩».
search-along = قليل جدًا ما يحتوي كلمة كما كتبتها. وبعده نتائج «⁨{ $q }⁩».
search-businesses = الشركات
search-businesses-all = كل الشركات
search-businesses-found = { $n ->
    [zero] لا شركات
    [one] شركة واحدة
    [two] شركتان
    [few] { $n } شركات
    [many] { $n } شركة
   *[other] { $n } شركة
}
search-businesses-none = لا توجد شركة بهذا الاسم أو النشاط. جرّب كلمات أقل.
search-none-title = لم نجد شيئًا
search-none-text = جرّب كلمات أخرى أو أقل. أو قل ما تحتاج إليه: البائعون يرون الطلبات أولًا.
search-none-yet = لا شيء مطابق بين الأوائل. اضغط «عرض المزيد» لمتابعة البحث.
search-none-post = انشر طلبًا
search-broader = ابحث عن كلمة واحدة فقط

search-error-type = ابحث في `listings` أو `businesses` أو `all`.
search-error-category = لا توجد فئة كهذه.
search-error-country = استخدم رمز البلد المكوّن من حرفين، مثل EG.
search-error-kind = اختر OFFER أو REQUEST.
search-error-switch = أجب بـ true أو false.
search-error-price = اكتب السعر بالأرقام، مثل 1500.
search-error-price-order = السعر الأعلى أقل من السعر الأدنى.
search-error-price-currency = السعر يحتاج إلى عملة.
search-error-currency = لا توجد عملة كهذه.
search-error-coordinate = خط العرض من -90 إلى 90 وخط الطول من -180 إلى 180، وكلاهما مطلوب.
search-error-market = اختر أحد الأسواق.
search-error-age = اختر 24 أو 48 أو 72 ساعة.
search-error-radius = اختر مسافة من 1 إلى 500 كم.
search-error-radius-place = المسافة تحتاج إلى مكان تبدأ منه.
search-listings = الإعلانات

search-what = الإعلانات أو الشركات
search-filter = تصفية
search-without = بدون
search-filter-title = التصفية والترتيب
search-sort = الترتيب
search-sort-best = الأنسب أولًا
search-sort-newest = الأحدث أولًا
search-sort-nearest = الأقرب أولًا
search-sort-cheapest = الأقل سعرًا أولًا
search-sort-dearest = الأعلى سعرًا أولًا
search-kind = عروض أو طلبات
search-place-first = اختر مكانًا للبحث حوله
search-within = ضمن { $distance }
search-price-over = من { $price }
search-price-under = حتى { $price }
search-most = لا شيء يحتوي كل هذه الكلمات. في هذه النتائج كلها إلا واحدة.
search-trending = الأكثر مشاهدة الآن
search-save = احفظ البحث
search-saved-title = عمليات البحث المحفوظة
search-saved-text = نخبرك عندما يطابقها إعلان جديد، مرة واحدة في الساعة على الأكثر لكل بحث.
search-saved-none-title = لا توجد عمليات بحث محفوظة
search-saved-none-text = ابحث عمّا تحتاج إليه واضغط «احفظ البحث». سنخبرك عندما ينشره أحد.
search-saved-done = تم حفظ البحث. سنخبرك عندما يظهر جديد مطابق.
search-saved-gone = لم يعد البحث محفوظًا.
search-saved-forget = إزالة
search-saved-forget-one = إزالة البحث المحفوظ «⁨{ $name }⁩»
search-alerts-on = التنبيهات مفعّلة
search-alerts-off = التنبيهات متوقفة
search-alerts-stop = التنبيهات مفعّلة للبحث «⁨{ $name }⁩»: أوقفها
search-alerts-start = التنبيهات متوقفة للبحث «⁨{ $name }⁩»: فعّلها
search-error-sort = اختر best أو newest أو nearest، أو cheapest أو dearest للإعلانات.
search-error-sort-place = الترتيب حسب الأقرب يحتاج إلى مكان تبدأ منه.
search-error-sort-all = الإعلانات والشركات في قائمة واحدة تُرتَّب بـ best فقط.
search-error-save-kind = لا يمكن حفظ إلا البحث في الإعلانات.
search-error-save-empty = اكتب كلمات أو اختر تصفية قبل حفظ البحث.
search-error-save-query = لا يمكن إجراء هذا البحث.
search-error-saved-too-many = لديك { $limit } عمليات بحث محفوظة. أزل واحدة لتحفظ غيرها.
