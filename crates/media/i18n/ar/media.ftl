### لماذا لم تُقبل الصورة، وما الذي يمكن فعله.

media-error-empty = الملف فارغ. اختر الصورة مرة أخرى من فضلك.
media-error-too-large = حجم الصورة أكبر من 10 ميغابايت. أرسل صورة أصغر من فضلك.
media-error-too-many-pixels = الصورة أكبر من أن تُفتح: الحد الأقصى 40 ميغابكسل و12000 بكسل لكل ضلع.
media-error-not-a-picture = هذا الملف ليس صورة يمكننا قراءتها. الصيغ المقبولة هي JPEG وPNG وWebP.
media-error-heic = لا يمكن قراءة صور HEIC وAVIF هنا. اختر JPEG («الأكثر توافقًا») في إعدادات الكاميرا، أو أرسل لقطة شاشة للصورة.
media-error-animated = الصور المتحركة غير مقبولة. أرسل صورة ثابتة من فضلك.
media-error-truncated = لم تصل الصورة كاملة. أرسلها مرة أخرى من فضلك.
media-error-damaged = ملف الصورة تالف. اختر صورة أخرى أو التقطها من جديد.

### الرفع على أجزاء.

media-error-too-many-uploads = لديك { $most } عملية رفع مفتوحة، أو حجم كبير جدًا. أكمل بعضها أو ألغه أولًا.
media-error-offset = هناك جزء ناقص قبل هذا. تابع من حيث توقف الرفع.
media-error-no-offset = حدّد في Upload-Offset موضع بداية الجزء في الملف.
media-error-too-long = هذا أكثر مما أُعلن عنه.
media-error-piece-small = لا يقل الجزء عن { $least } كيبيبايت، إلا الأخير.
media-error-piece-large = لا يزيد الجزء على { $most } كيبيبايت.
media-error-incomplete = لم تصل الصورة كاملة بعد. أرسل الباقي أولًا.
media-error-checksum = ما وصل ليس ما أُرسل. أرسل الصورة مرة أخرى من فضلك.
media-error-sha256 = تتكون بصمة SHA-256 من 64 رقمًا ستعشريًا.
media-error-direct = يذهب هذا الملف إلى المخزن مباشرة ولا تُقبل أجزاؤه هنا.
media-error-not-configured = لا يوجد مخزن خارجي. أرسل الملفات هنا على أجزاء.
