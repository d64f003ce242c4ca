### Pourquoi une photo n’a pas été acceptée, et que faire.

media-error-empty = Le fichier est vide. Veuillez choisir de nouveau la photo.
media-error-too-large = La photo dépasse 10 Mo. Veuillez en envoyer une plus légère.
media-error-too-many-pixels = La photo est trop grande pour être ouverte : au plus 40 mégapixels et 12 000 pixels de côté.
media-error-not-a-picture = Ce fichier n’est pas une photo que nous pouvons lire. JPEG, PNG et WebP conviennent.
media-error-heic = Les photos HEIC et AVIF ne peuvent pas être lues ici. Choisissez JPEG (« Le plus compatible ») dans les réglages de l’appareil photo, ou envoyez une capture d’écran de la photo.
media-error-animated = Les images animées ne sont pas acceptées. Veuillez envoyer une photo fixe.
media-error-truncated = La photo n’est pas arrivée en entier. Veuillez l’envoyer de nouveau.
media-error-damaged = Le fichier de la photo est endommagé. Veuillez choisir une autre photo ou la reprendre.
