### نصوص الإعلانات.

## أخطاء الإدخال

listings-check-type = اختر إن كنت تعرض شيئًا أم تطلبه.
listings-check-contact = لا تضع روابط أو عناوين بريد أو أرقام هواتف في العنوان. يصل إليك الناس عبر صفحتك.
listings-check-category = اختر فئة من القائمة.
listings-check-price-negative = لا يمكن أن يكون السعر أقل من صفر.
listings-check-price-too-large = هذا أكبر من أي سعر. تحقق من عدد الأصفار.
listings-check-price-not-a-number = اكتب المبلغ رقمًا، مثل 1500.
listings-check-price-digits = لهذه العملة خانات عشرية أقل.
listings-check-currency = اختر عملة من القائمة.
listings-check-latitude = يقع خط العرض بين -90 و90.
listings-check-longitude = يقع خط الطول بين -180 و180.
listings-check-country = اختر بلدًا من القائمة.
listings-check-market = اختر سوقًا من القائمة.
listings-check-duration = اختر 24 أو 48 أو 72 أو 96 ساعة.
listings-check-media = إحدى الصور لم تعد موجودة. أضفها من جديد.
listings-check-media-twice = هناك صورة مكررة.
listings-check-media-too-many = يمكن أن يحوي الإعلان { $most } صور على الأكثر.
listings-check-id = المعرّف الذي ينشئه الهاتف يجب أن يكون UUIDv7.
listings-check-range-currency = حدّد عملة الأسعار.
listings-check-range-order = السعر الأعلى أقل من السعر الأدنى.
listings-check-business = هذا ليس معرّف شركة.
listings-check-time = اكتب الوقت هكذا: 2026-11-21T08:00:00Z.
listings-check-sort = لا يوجد ترتيب كهذا.
listings-check-sort-currency = للترتيب حسب السعر حدّد العملة.
listings-check-sort-position = للترتيب حسب المسافة حدّد المكان: `lat` و`lng`.
listings-check-words-sort = البحث بالكلمات يكون بالترتيب حسب الصلة: اطلب sort=relevance.
listings-check-radius = اختر مسافة لا تتجاوز 500 كم.
listings-check-status = لا توجد حالة كهذه.

## ما لا يمكن فعله

listings-error-not-found = هذا الإعلان غير موجود أو لم يعد موجودًا. تعيش الإعلانات أيامًا قليلة فقط.
listings-error-renewal-link = هذا الرابط غير كامل، فلا نعرف أي إعلان يجدّده. افتحه مرة أخرى من الرسالة، أو سجّل الدخول وجدّد الإعلان من إعلاناتك.
listings-error-id-taken = هذا المعرّف يخص إعلانًا آخر.
listings-error-already-published = هذا الإعلان منشور بالفعل.
listings-error-not-editable = { $status ->
    [WITHDRAWN] سُحب هذا الإعلان. استعده أولًا.
    [EXPIRED] انتهت مدة هذا الإعلان. جدّده بدلًا من ذلك.
   *[other] لا يمكن تغيير هذا الإعلان الآن.
}
listings-error-not-live = { $status ->
    [EXPIRED] انتهت مدة هذا الإعلان. جدّده أولًا.
    [DRAFT] هذه مسودة. انشرها أولًا.
    [WITHDRAWN] سُحب هذا الإعلان. استعده أولًا.
   *[other] هذا ممكن فقط ما دام الإعلان منشورًا.
}
listings-error-not-renewable = { $status ->
    [ACTIVE] هذا الإعلان منشور. لمنحه وقتًا أطول مدّده.
   *[other] لا يُجدَّد إلا إعلان انتهت مدته.
}
listings-error-not-withdrawn = لم يُسحب هذا الإعلان، فلا شيء يُستعاد.
listings-error-restore-too-late = سُحب قبل أكثر من 30 يومًا ولا يمكن استعادته.
listings-error-already-featured = هذا الإعلان مميّز بالفعل.

## ما تسمح به الباقة

listings-quota-media = { $limit ->
    [one] تسمح باقتك بصورة واحدة لكل إعلان.
    [two] تسمح باقتك بصورتين لكل إعلان.
    [few] تسمح باقتك بـ{ $limit } صور لكل إعلان.
    [many] تسمح باقتك بـ{ $limit } صورة لكل إعلان.
   *[other] تسمح باقتك بـ{ $limit } صورة لكل إعلان.
}
listings-quota-extensions = { $limit ->
    [one] تسمح باقتك بتمديد واحد لكل إعلان وقد استُخدم. يمكنك تجديد الإعلان بعد انتهاء مدته.
    [two] تسمح باقتك بتمديدين لكل إعلان وقد استُخدما. يمكنك تجديد الإعلان بعد انتهاء مدته.
    [few] تسمح باقتك بـ{ $limit } تمديدات لكل إعلان وقد استُخدمت كلها. يمكنك تجديد الإعلان بعد انتهاء مدته.
    [many] تسمح باقتك بـ{ $limit } تمديدًا لكل إعلان وقد استُخدمت كلها. يمكنك تجديد الإعلان بعد انتهاء مدته.
   *[other] تسمح باقتك بـ{ $limit } تمديدًا لكل إعلان وقد استُخدمت كلها. يمكنك تجديد الإعلان بعد انتهاء مدته.
}
listings-quota-active = الإعلانات المنشورة { $used } من { $limit }. يتوفر المكان التالي في { $resets } أو عندما تسحب إعلانًا.
listings-quota-featured = استُخدم { $used } من { $limit } من أماكن التمييز هذا الشهر. تتجدد في { $resets }.
listings-quota-featured-plan = لا تشمل باقتك أماكن للتمييز. تتوفر مع الباقة { $plan }.
listings-quota-active-full = الإعلانات المنشورة { $used } من { $limit }. يتوفر مكان عندما تسحب إعلانًا.

listings-error-not-in-review = { $status ->
    [ACTIVE] هذا الإعلان معروض ولا يشكو منه أحد.
   *[other] لا شيء يُقرَّر بشأن هذا الإعلان.
}
listings-error-own-listing = هذا إعلانك. يمكنك تعديله أو سحبه.
listings-check-reason = اختر المشكلة من القائمة.
listings-check-days = اختر بين يوم واحد و90 يومًا.
