import type { SightStatements } from '@contract/statements/sight-statements'
import type { Words } from '../words'

const OWN_PROGRAMS = {
  seen: 'Un programa que su código arranca con un entorno propio no lleva la marca de esta ejecución: no se mira si sigue vivo.',
  'not-seen':
    'En esta plataforma no se distingue de otros un programa que su código arranca: no se mira si sigue vivo.',
} as const

const FOUND_BY = {
  namespace: 'Su familia está dentro de un espacio de nombres de procesos: nada de lo que arranque puede salir de él.',
  parents: 'Su familia se encuentra por los vínculos entre padres e hijos.',
  'group-mark-parents':
    'Su familia se encuentra por el grupo de procesos, la marca y los vínculos entre padres e hijos.',
} as const

export const sight: Words<SightStatements> = {
  'own-programs-unmarked': ({ marks }) => OWN_PROGRAMS[marks],
  'output-unbounded-while-away':
    'Escribe él mismo su salida en un archivo para poder sobrevivir a Quiesce: lo que escriba mientras Quiesce no está no tiene límite.',
  'no-events-where-kept':
    'No recibe ningún descriptor para avisos, porque un canal hacia Quiesce se rompería con Quiesce: no le cuenta lo que limpia.',
  'process-limit-binds-nobody':
    'Quiesce corre como root, a quien el núcleo no aplica ningún límite de procesos: el de esta tarea no obliga a nadie.',
  'started-by-others-outside':
    'Un programa que alguien de fuera arranca por él, como un servidor de tmux, systemd-run, docker, at o ssh, no está en su espacio de nombres: solo se atienden los lanzadores que Quiesce conoce.',
  'emptied-environment-unseen':
    'Si un proceso arranca en una sesión propia con el entorno vacío y cierra lo que recibió, cuando su padre ya no está, no se ve de qué ejecución es: el recibo solo puede decir que quizá lo sea.',
  'hidden-environment-found-otherwise':
    'Un programa que sobrescribe u oculta su entorno se encuentra solo por su grupo de procesos, sus padres y lo que recibió.',
  'ports-and-signals-unseen': 'En esta plataforma no se ven los puertos abiertos ni las señales que ignora un proceso.',
  'marks-of-guarded-unseen': 'La marca del entorno solo se puede leer en procesos que el sistema no protege.',
  'no-polite-signal':
    'En Windows no hay ninguna señal cortés: solo se puede pedir que acaben a programas con un canal IPC o un texto de entrada.',
  'orphan-grandchild-unseen': 'En Windows no se puede encontrar a un nieto cuyo padre ya no está.',
  'ports-unseen-yet': 'En Windows todavía no se ven los puertos abiertos.',
  'family-found-by': ({ by }) => FOUND_BY[by],
  'family-found-alive':
    'Se encontró vivo: su familia se encuentra por el grupo de procesos, la marca y los vínculos entre padres e hijos; no se puede ver cómo acaba.',
}
