/** A photo made small on the phone, before it costs its owner anything. */

/**
 * At most `longest` pixels as JPEG; what the browser cannot read goes up as it is and the server says why it is
 * refused.
 */
export async function shrink(file: Blob, longest: number): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return small && (small.size < file.size || scale < 1) ? small : file;
  } catch {
    return file;
  }
}
