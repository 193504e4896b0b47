import { ImCallbackAppModule } from './nest/im-callback.js'
import { serveOnFastify } from './nest/serve.js'

await serveOnFastify(ImCallbackAppModule)
