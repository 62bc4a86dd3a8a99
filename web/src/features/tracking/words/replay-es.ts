import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './replay.ts'

const plural = pluralIn('es')

export const words: Words = {
  replay: 'Repetición',
  map: 'Mapa',
  mapKeys: 'Mapa del recorrido. Las flechas lo mueven, más y menos acercan y alejan.',
  wholeWay: 'Mostrar todo el recorrido',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  shownPosition: 'Posición en el momento mostrado',
  noPosition: 'sin posición',
  speed: 'Velocidad de la repetición',
  play: 'Reproducir',
  pause: 'Pausar',
  gap: (minutes) =>
    plural(minutes, { one: 'sin posición durante # min', other: 'sin posición durante # min' }),
  said: (parts) => parts.join(', '),
  positions: (count) => plural(count, { one: '# posición', other: '# posiciones' }),
  crossings: 'Pasos',
  crossing: {
    arriving: { pickup: 'Cerca de la recogida', dropoff: 'Cerca de la dirección de entrega' },
    arrived: { pickup: 'Llegada a la recogida', dropoff: 'Llegada a la dirección de entrega' },
    left: { pickup: 'Salida de la recogida', dropoff: 'Salida de la dirección de entrega' },
  },
  moment: 'Momento del recorrido',
  summary: (day, range) => `${day}, ${range}`,
  onlyTheWay:
    'Las posiciones sueltas se borran a los pocos días. Queda el recorrido, redondeado a unos diez metros.',
  nothing: 'No se registró ninguna posición de este pedido.',
  failed: 'No se pudo cargar el recorrido.',
  offline: 'El recorrido estará aquí cuando vuelvas a tener conexión.',
  loading: 'Cargando el recorrido',
}
