import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './sharing.ts'

const plural = pluralIn('es')

export const words: Words = {
  label: 'Compartir la ubicación',
  share: 'Compartir mi ubicación',
  hints: {
    off: (viewer) => `Desactivado. ${isolated(viewer)} no ve ninguna posición.`,
    starting: () => 'Empezando …',
    sharing: (viewer) =>
      `${isolated(viewer)} ve dónde estás. Deja esta página abierta: se pausa al bloquear la pantalla.`,
    paused: () => 'En pausa mientras no se ve esta página.',
    held: (viewer) => `Lo has pausado. ${isolated(viewer)} ve «en pausa» y tu última posición.`,
    elsewhere: () => 'Otra pestaña de este navegador ya comparte para este pedido.',
    denied: () => 'Tu navegador no da la posición. En cuanto lo permitas, seguirá por sí solo.',
    unavailable: () =>
      'El dispositivo aún no encuentra la posición. Activa su ubicación; al aire libre va más rápido.',
  },
  wayBack: {
    title: 'Cómo permitirlo',
    ios: 'Ajustes › Apps › Safari › Ubicación: «Preguntar» o «Permitir». También Privacidad y seguridad › Localización › Sitios web de Safari: «Al usarse».',
    android:
      'Pulsa el icono a la izquierda de la dirección › Permisos › Ubicación. ¿Está activada la ubicación del teléfono?',
    firefox: 'Pulsa el icono tachado a la izquierda de la dirección, quita «Bloqueado» y recarga la página.',
    safari: 'Safari › Ajustes › Sitios web › Localización: elige «Permitir» para este sitio.',
    chrome: 'Pulsa el icono a la izquierda de la dirección y activa Ubicación.',
  },
  reload: 'Recargar la página',
  goOn: 'Seguir compartiendo',
  pause: 'Pausar',
  stop: 'Parar',
  background: 'App en segundo plano',
  screenOff: 'Compartir con la pantalla apagada',
  stoppedHere: (why) => `Parado en este dispositivo. ${why}`,
  pausedHere: (why) => `En pausa en este dispositivo. ${why}`,
  banner: 'Lo que compartes',
  bannerSharing: 'Estás compartiendo tu ubicación',
  bannerPaused: 'Has dejado en pausa tu ubicación',
  bannerUnavailable: 'Buscando tu posición',
  consentTitle: '¿Compartir tu ubicación para este pedido?',
  notNow: 'Ahora no',
  agree: 'Aceptar y compartir',
  keepOpen: 'Deja esta página abierta',
  keepOpenDetail:
    'Los navegadores solo dan la posición a una página que se ve. Si bloqueas el teléfono o cambias de app, aparece en pausa y sigue cuando vuelves.',
  whoSees: 'Quién la ve',
  whoSeesDetail: (viewer) =>
    `${isolated(viewer)} y el personal que atiende los pedidos; nadie más. Cada consulta queda anotada y puedes leer quién miró.`,
  whatTheySee: 'Qué ven',
  whatTheySeeDetail: (viewer) =>
    `${isolated(viewer)} ve dónde estás, el camino que has hecho y cuándo llegarás. El personal ve además tu velocidad y tu batería.`,
  howLong: 'Cuánto tiempo',
  howLongDetail: (viewer) =>
    `Solo mientras el pedido está abierto y hasta que lo desactives. Al cerrarse, ${isolated(viewer)} ya no ve nada; el personal conserva el recorrido unos días y después una línea aproximada.`,
  details: 'Qué se ha enviado',
  pointsWait: (count) =>
    plural(count, { one: '# punto espera a la red', other: '# puntos esperan a la red' }),
  taken: 'Recibidos',
  takenCount: (count, time) => (time ? `${count}, el último a las ${time}` : count),
  waiting: 'En espera',
  notTaken: 'No recibidos',
  none: 'ninguno',
  refusedCount: (count, reason) => `${count}: ${reason}`,
  howOften: 'Cada cuánto',
  seldom: 'Nadie mira ahora: cada 10 s como mucho, varios a la vez',
  often: 'Cada 3 s como mucho mientras te mueves, para que el mapa te siga',
  refused: {
    inaccurate: 'demasiado inexacto: más de 200 m de error',
    jump: 'demasiado lejos del anterior para ser cierto',
    in_the_future: 'del futuro: el reloj de este dispositivo va adelantado',
    too_old: 'de hace más de un día',
    invalid: 'no es un lugar de la Tierra',
    duplicate: 'ya estaba',
    paused: 'registrado durante una pausa',
    before_sharing: 'de antes de que compartieras',
  },
  refusedOther: (reason) => reason.replaceAll('_', ' '),
}
