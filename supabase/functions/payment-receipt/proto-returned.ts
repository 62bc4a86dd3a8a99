// after fontkit was loaded: see proto-lent.ts
const lent = Symbol.for('orderline.proto')
if (Reflect.has(globalThis, lent)) {
  Reflect.deleteProperty(Object.prototype, '__proto__')
  Reflect.deleteProperty(globalThis, lent)
}
