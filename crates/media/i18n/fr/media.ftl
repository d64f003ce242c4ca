### Pourquoi une photo n’a pas été acceptée, et que faire.

media-error-empty = Le fichier est vide. Veuillez choisir de nouveau la photo.
media-error-too-large = La photo dépasse 10 Mo. Veuillez en envoyer une plus légère.
media-error-too-many-pixels = La photo est trop grande pour être ouverte : au plus 40 mégapixels et 12 000 pixels de côté.
media-error-not-a-picture = Ce fichier n’est pas une photo que nous pouvons lire. JPEG, PNG et WebP conviennent.
media-error-heic = Les photos HEIC et AVIF ne peuvent pas être lues ici. Choisissez JPEG (« Le plus compatible ») dans les réglages de l’appareil photo, ou envoyez une capture d’écran de la photo.
media-error-animated = Les images animées ne sont pas acceptées. Veuillez envoyer une photo fixe.
media-error-truncated = La photo n’est pas arrivée en entier. Veuillez l’envoyer de nouveau.
media-error-damaged = Le fichier de la photo est endommagé. Veuillez choisir une autre photo ou la reprendre.

### Envois par morceaux.

media-error-too-many-uploads = Vous avez déjà { $most } envois en cours, ou trop d’octets. Terminez-en ou abandonnez-en d’abord.
media-error-offset = Il manque quelque chose avant ce morceau. Reprenez là où l’envoi s’est arrêté.
media-error-no-offset = Indiquez dans Upload-Offset où commence le morceau dans le fichier.
media-error-too-long = C’est plus que ce qui était annoncé.
media-error-piece-small = Un morceau fait au moins { $least } Kio, sauf le dernier.
media-error-piece-large = Un morceau fait au plus { $most } Kio.
media-error-incomplete = La photo n’est pas encore arrivée en entier. Envoyez d’abord le reste.
media-error-checksum = Ce qui est arrivé n’est pas ce qui a été envoyé. Veuillez renvoyer la photo.
media-error-sha256 = Une empreinte SHA-256 compte 64 chiffres hexadécimaux.
media-error-direct = Cet envoi va directement au stockage et ne prend pas de morceaux ici.
media-error-not-configured = Aucun stockage externe n’est configuré. Envoyez les fichiers ici, par morceaux.

### Papiers.

media-error-paper-unknown = Ce fichier n’est ni une photo ni un PDF que nous pouvons lire. JPEG, PNG, WebP et PDF conviennent.
media-error-pdf-locked = Ce PDF est protégé par un mot de passe, ou fait de telle sorte que nous ne pouvons pas l’examiner. Enregistrez-le sans protection, ou envoyez des photos de ses pages.
media-error-pdf-active = Ce PDF contient des scripts, des formulaires qui envoient quelque chose ou d’autres fichiers. Imprimez-le dans un nouveau PDF, ou envoyez des photos de ses pages.
media-error-pdf-pages = Ce PDF a trop de pages : { $most } au plus sont acceptées. N’envoyez que les pages utiles.
media-error-pdf-damaged = Ce PDF est endommagé ou n’est pas arrivé en entier. Veuillez le renvoyer, ou envoyez des photos de ses pages.
