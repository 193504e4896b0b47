import { ImCallbackAppModule } from './nest/im-callback.js'
import { serveOnExpress } from './nest/serve.js'

await serveOnExpress(ImCallbackAppModule)
