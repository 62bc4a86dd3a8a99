import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './privacy.ts'

const plural = pluralIn('es')

export const words: Words = {
  title: 'Tu ubicación',
  detail:
    'Solo se ve mientras la compartes para un pedido: su cliente y el personal. Cuando el pedido termina, ya nadie te sigue.',
  download: 'Descargar mis datos',
  erase: 'Borrar mis datos',
  eraseTitle: '¿Borrar tus datos de ubicación?',
  keepIt: 'Conservarlos',
  eraseNow: 'Borrar',
  trips: 'Se borran tus recorridos, actuales y pasados, y quién los vio.',
  places: 'Se retiran los lugares que enviaste en conversaciones.',
  stops: 'Si ahora compartes, dejas de compartir.',
  stays: 'Tus pedidos y lo escrito se quedan.',
  forGood: 'No se puede deshacer. Descárgalos antes si los quieres conservar.',
  erased: 'Tus datos de ubicación están borrados.',
  erasedBut: (orders) =>
    plural(orders, {
      one: 'Tus datos de ubicación están borrados. Falta un pedido en disputa; se borrará cuando la disputa termine.',
      other:
        'Tus datos de ubicación están borrados. Faltan # pedidos en disputa; se borrarán cuando la disputa termine.',
    }),
  whoSaw: 'Quién la vio',
  nobody: 'Nadie. Aquí se anota quién mira mientras compartes o repite un recorrido.',
  kinds: {
    live: 'Te siguió en directo',
    operations: 'Te vio entre todos los pedidos',
    replay: 'Repitió tu recorrido',
  },
  roles: { customer: 'Cliente', partner: 'Repartidor', staff: 'Personal' },
  somebody: 'Alguien que ya no está',
  order: (number) => `Pedido ${isolated(number)}`,
  times: (count) => plural(count, { one: '# vez', other: '# veces' }),
  showEarlier: 'Mostrar anteriores',
  loading: 'Cargando quién vio tu ubicación',
  offline: 'Sin conexión. La lista se carga cuando vuelva.',
  failed: 'No se pudo cargar la lista.',
}
