// Deno has no `__proto__` to assign to, and fontkit's classes inherit by it while they are loaded: lent for that moment.
if (!('__proto__' in Object.prototype)) {
  Object.defineProperty(Object.prototype, '__proto__', {
    configurable: true,
    get(this: object) {
      return Object.getPrototypeOf(this)
    },
    set(this: object, value: object | null) {
      Object.setPrototypeOf(this, value)
    },
  })
  Object.defineProperty(globalThis, Symbol.for('orderline.proto'), { configurable: true, value: true })
}
