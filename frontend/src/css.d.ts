/** A small sheet that a chunk brings along, as text. */
declare module "*.css" {
  const text: string;
  export default text;
}
