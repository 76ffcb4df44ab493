// What the API can be asked, by Swagger UI: from the document of this very server, and nothing from elsewhere.
import React, { useContext, useEffect } from "react";
import SwaggerUI from "swagger-ui-react";
import "swagger-ui-react/swagger-ui.css";
import { ColorModeContext } from "$/utils/context";

export function ApiReference({ url }) {
  const { resolvedColorMode } = useContext(ColorModeContext);
  // Swagger UI's own dark colours hang on the root element.
  useEffect(() => {
    const root = document.documentElement;
    root.classList.toggle("dark-mode", resolvedColorMode === "dark");
    return () => root.classList.remove("dark-mode");
  }, [resolvedColorMode]);
  return (
    <div className="api-reference" lang="en">
      <SwaggerUI url={url} deepLinking docExpansion="list" defaultModelsExpandDepth={0} validatorUrl={null} />
    </div>
  );
}
