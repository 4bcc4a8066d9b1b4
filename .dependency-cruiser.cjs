/**
 * The arrows of the architecture, held by a machine. One rule for each room says all that it may import;
 * a name in `severity: error` below therefore reads "nothing else".
 */

/** dependency-cruiser strips `node:` from the modules of Node, so they are told by their names. */
const NODE = `^(node:)?(${require('node:module').builtinModules.join('|')})$`
const TEST_FILE = '[.]test[.]tsx?$'
/** Packages resolve into node_modules; the name is what comes after it. */
const packages = (...names) => `node_modules/(${names.join('|')})/`
const room = (name) => `^src/${name}/`

const RENDERER_PACKAGES = [
  'react',
  'react-dom',
  'react-intl',
  'react-aria-components',
  'react-aria',
  'react-stately',
  '@react-types/[^/]+',
  '@internationalized/[^/]+',
  '@tanstack/react-virtual',
  '@fontsource-variable/inter',
  'lucide-react',
  'zustand',
  '@types/react',
  '@types/react-dom',
]

/** A room imports itself and what is listed; test files have a rule of their own. */
function roomRule({ name, path, may, except = [], comment }) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path, pathNot: [TEST_FILE, ...except] },
    to: { pathNot: may },
  }
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third that both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that resolves to nothing would slip through every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?](raw|url|worker)$' },
    },
    {
      name: 'not-from-tests',
      comment: 'Test files and test doubles never reach the product.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST_FILE, room('testing')] },
      to: { path: [TEST_FILE, room('testing')] },
    },

    roomRule({
      name: 'shared-stands-alone',
      comment: 'Both processes see shared: it may depend on nothing that only one of them has.',
      path: room('shared'),
      may: [room('shared'), packages('zod')],
    }),
    {
      name: 'contract-without-zod',
      comment: 'Names and types cross to preload and window; the schemas, and zod with them, stay in main.',
      severity: 'error',
      from: { path: '^src/shared/ipc/', pathNot: ['schemas?[.]ts$', '^src/shared/ipc/schemas/', TEST_FILE] },
      to: { path: ['^src/shared/ipc/.*schemas?', packages('zod')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'schemas-for-main-alone',
      comment: 'The one side that does not trust the other parses; preload and window carry no zod.',
      severity: 'error',
      from: { path: '^src/', pathNot: [room('main'), '^src/shared/ipc/', TEST_FILE] },
      to: { path: '^src/shared/ipc/(.*schemas?[.]ts$|schemas/)' },
    },
    roomRule({
      name: 'core-is-plain',
      comment: 'What the app does runs and is tested in plain Node: no Electron, no React, no node:*.',
      path: room('core'),
      may: [room('core'), room('shared'), packages('zod')],
    }),
    {
      name: 'one-room-knows-the-wire',
      comment: 'The shapes of the platform end at core/wordbee: the rest of the app speaks our own models.',
      severity: 'error',
      from: { path: '^(src|e2e)/', pathNot: '^src/core/wordbee/' },
      to: { path: '^src/core/wordbee/wire' },
    },
    roomRule({
      name: 'main-is-thin',
      comment: 'The shell wires core to the system. It bundles no library of its own but zod.',
      path: room('main'),
      except: ['^src/main/demo-mode[.]ts$', '^src/main/adapters/encoding-detector[.]ts$'],
      may: [room('main'), room('core'), room('shared'), NODE, packages('electron', 'zod')],
    }),
    roomRule({
      name: 'one-door-to-the-demo-server',
      comment: 'demo-mode.ts is the one place to look at (or cut off) for everything that demo mode brings.',
      path: '^src/main/demo-mode[.]ts$',
      may: [
        room('main'),
        room('core'),
        room('shared'),
        room('demo-server'),
        NODE,
        packages('electron', 'zod'),
      ],
    }),
    roomRule({
      name: 'one-door-to-chardet',
      comment: 'Core asks for encodings through a port; one file knows which library answers.',
      path: '^src/main/adapters/encoding-detector[.]ts$',
      may: [room('core'), packages('chardet')],
    }),
    roomRule({
      name: 'preload-is-a-bridge',
      comment: 'Preload builds window.api from the contract: no logic, nothing to bundle, no Node.',
      path: room('preload'),
      may: [room('preload'), room('shared'), packages('electron')],
    }),
    roomRule({
      name: 'renderer-is-sandboxed',
      comment: 'The window has neither Node nor Electron nor secrets; it asks main through window.api.',
      path: room('renderer'),
      may: [room('renderer'), room('shared'), packages(...RENDERER_PACKAGES)],
    }),
    roomRule({
      name: 'viewer-draws-alone',
      comment:
        'The frame that opens untrusted files carries nothing of the app: a drawing library, and what it is asked by.',
      path: room('viewer'),
      may: [room('viewer'), room('shared'), packages('pdfjs-dist')],
    }),
    {
      name: 'features-apart',
      comment: 'A feature that imports another cannot be read, tested or removed alone; app composes them.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/([^/]+)/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'features-below-app',
      comment: 'app -> features -> components, lib: never upwards.',
      severity: 'error',
      from: { path: '^src/renderer/(features|components|lib)/' },
      to: { path: '^src/renderer/app/' },
    },
    {
      name: 'components-below-features',
      comment: 'Components are props in, events out; lib knows no screen.',
      severity: 'error',
      from: { path: '^src/renderer/(components|lib)/' },
      to: { path: ['^src/renderer/features/', packages('zustand')] },
    },
    roomRule({
      name: 'demo-server-reads-for-itself',
      comment:
        'Its shapes, decoding and path rules are its own, so that a misreading of the API is not made twice.',
      path: room('demo-server'),
      may: [
        room('demo-server'),
        NODE,
        packages('hono', '@hono/node-server', 'busboy', '@types/busboy', '@types/node'),
      ],
    }),
    roomRule({
      name: 'test-doubles-are-ports',
      comment: 'Test doubles stand in for ports; a double that needs the shell would double the shell.',
      path: room('testing'),
      may: [
        room('testing'),
        room('core'),
        room('shared'),
        room('demo-server'),
        NODE,
        packages('fast-check', 'vitest'),
      ],
    }),
    {
      name: 'unit-tests-see-their-room',
      comment: 'A test that reaches into another room pins what that room may change.',
      severity: 'error',
      from: { path: `^src/([^/]+)/.*${TEST_FILE}` },
      to: {
        path: '^src/',
        pathNot: ['^src/$1/', room('core'), room('shared'), room('testing'), room('demo-server')],
      },
    },
    {
      name: 'journeys-from-outside',
      comment:
        'Journeys use the app as a person does; of the source they see the demo server and the models.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^src/', pathNot: [room('demo-server'), room('shared')] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|artifacts)/' },
    // Types cross walls as well as values do: a type-only import of a wrong room is still a wrong arrow.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
