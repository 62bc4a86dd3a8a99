import type { Words } from './place.ts'

export const words: Words = {
  title: 'Hacer un pedido',
  offline: 'No tienes conexión. Lo que escribas se queda aquí; haz el pedido cuando vuelva.',
  kind: '¿Qué es?',
  pickupAddress: 'Dirección de recogida',
  deliveryAddress: 'Dirección de entrega',
  note: 'Nota (opcional)',
  noteHint: 'Llama dos veces, segundo piso…',
  submit: 'Hacer el pedido',
  map: 'Mapa',
  pickupPin: 'Marca de recogida',
  deliveryPin: 'Marca de entrega',
  movePin: (pin) => `${pin}: muévela con las flechas`,
  setPickup: 'Toca el mapa para poner la marca de recogida, o arrastra una marca hasta su puerta.',
  setDelivery: 'Toca el mapa para poner la marca de entrega, o arrastra una marca hasta su puerta.',
  apart: (distance) => `${distance} de distancia`,
  chooseKind: 'Elige qué es.',
  sayPickup: 'Di dónde hay que recogerlo.',
  sayDelivery: 'Di dónde hay que llevarlo.',
  addressTooLong: 'Usa como máximo 300 caracteres.',
  noteTooLong: 'Usa como máximo 1000 caracteres.',
}
