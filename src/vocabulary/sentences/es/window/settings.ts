import type { Translated } from '../../../language'
import type { settings as english } from '../../en/window/settings'

export const settings = {
  title: 'Ajustes',
  intro: 'Cada cambio se aplica en el acto y se conserva para el próximo inicio.',
  notHere: 'Aquí no',
  sections: {
    stopping: 'Detención',
    keeping: 'Conservación',
    window: 'Ventana',
    commands: 'Órdenes',
    trouble: 'Problemas',
  },
  grace: {
    label: 'Plazo para una orden nueva',
    help: 'Cuánto puede tardar tras SIGTERM una orden sin política de detención propia antes de recibir SIGKILL. Las tareas ya guardadas conservan el suyo.',
    unit: 'segundos',
  },
  quitGrace: {
    label: 'Plazo al salir de Quiesce',
    help: 'A cada ejecución se le pide según su propia política. Con lo que siga en marcha después se acaba por la fuerza.',
    unit: 'segundos',
  },
  keepDays: {
    label: 'Conservar las ejecuciones acabadas',
    help: 'Las que acabaron antes se eliminan, con sus recibos y su salida.',
    unit: 'días',
  },
  keepMegabytes: {
    label: 'Conservar hasta',
    help: 'Cuando el diario y toda la salida juntos superan esto, se eliminan primero las ejecuciones acabadas más antiguas.',
    unit: 'MB',
  },
  theme: {
    label: 'Tema',
    help: 'Claro, oscuro o como diga el sistema.',
    options: { system: 'Sistema', light: 'Claro', dark: 'Oscuro' },
  },
  language: {
    label: 'Idioma',
    help: 'La ventana se vuelve a cargar en él. Lo que todavía no tiene palabras sigue en inglés.',
    options: { en: 'English', es: 'Español' },
  },
  notify: {
    label: 'Avisarme cuando una ejecución falla o se atasca',
    help: 'Con un mensaje del sistema, y solo mientras esta ventana no está delante.',
  },
  startAtLogin: {
    label: 'Iniciar con la sesión',
    help: 'Quiesce se abre al iniciar la sesión. No arranca ninguna tarea por sí mismo.',
  },
  errorLog: {
    label: 'Registro de errores',
    help: 'Lo que salió mal en el propio Quiesce. Sin contraseñas ni claves.',
    show: 'Mostrar',
  },
  shell: {
    label: 'Intérprete de órdenes',
    help: 'La ruta completa del intérprete para las tareas que usan uno. Debe aceptar -c, como sh, bash y zsh. Se aplica desde el próximo arranque de una tarea.',
    save: 'Usarlo',
    same: 'Ya se usa este.',
  },
  outOf: (least, most, unit) => `Indique un número de ${least} a ${most} ${unit}. Hasta entonces vale el anterior.`,
} as const satisfies Translated<typeof english>
