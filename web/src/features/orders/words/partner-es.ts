import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './partner.ts'

const plural = pluralIn('es')

export const words: Words = {
  newOrders: 'Pedidos nuevos',
  newOrder: 'Pedido nuevo',
  listening: 'Los pedidos nuevos aparecen solos en primer plano.',
  pickup: 'Recogida',
  delivery: 'Entrega',
  doorToDoor: (distance) => `${distance} de puerta a puerta`,
  toPickup: (distance) => `${distance} desde donde estás hasta la recogida`,
  accept: 'Aceptar',
  notNow: 'Ahora no',
  look: 'Ver',
  secondsLeft: (seconds) =>
    plural(seconds, { one: '# segundo para responder', other: '# segundos para responder' }),
  secondsShort: (seconds) => plural(seconds, { one: 'segundo', other: 'segundos' }),
  arrived: (distance) => `Pedido nuevo, ${distance} de puerta a puerta.`,
  moreWaiting: (count) => plural(count, { one: 'Hay uno más esperando.', other: 'Hay # más esperando.' }),
  staysInList: 'Si no respondes, se queda en tu lista hasta que alguien lo acepte.',
  gone: 'Este pedido ya no está',
  goneDetail: 'Alguien lo aceptó antes o el cliente lo canceló. No tienes que hacer nada.',
  toTheList: 'A la lista',
  muteSound: 'Silenciar los pedidos nuevos',
  playSound: 'Avisar con sonido de los pedidos nuevos',
  map: 'Mapa de la recogida y la entrega',
  steps: {
    placed: 'Hecho',
    accepted: 'Aceptado',
    picked_up: 'Recogido',
    in_progress: 'En preparación',
    ready: 'Listo',
    out_for_delivery: 'En reparto',
    delivered: 'Entregado',
    cancelled: 'Cancelado',
  },
  cancelOrder: 'Cancelar el pedido',
  cancelTitle: (number) => `¿Cancelar el pedido ${number}?`,
  keepOrder: 'No cancelarlo',
  cancelNow: 'Cancelar el pedido',
  cancelDetail: 'No se puede deshacer. Se avisa a todas las personas del pedido.',
  reason: 'Motivo (opcional)',
  people: 'Personas',
  customer: 'cliente',
  partner: {
    laundry: 'lavandería',
    pharmacy: 'farmacia',
    hotel: 'anfitrión',
    care: 'cuidados',
    delivery: 'reparto',
  },
}
