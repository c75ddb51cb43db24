declare module '*.css';
declare module '*.wasm?url' {
  const address: string;
  export default address;
}
declare const __BUILD__: string;
