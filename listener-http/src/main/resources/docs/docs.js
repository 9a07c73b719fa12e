'use strict';

// Nothing is asked of any other host: no validator, and no description but ours.
SwaggerUIBundle({
  url: '/api-docs/swagger.json',
  dom_id: '#docs',
  deepLinking: true,
  validatorUrl: null,
  queryConfigEnabled: false,
  presets: [SwaggerUIBundle.presets.apis],
});
