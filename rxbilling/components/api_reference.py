"""The reference of the API: our wrapper of Swagger UI (the JSX file beside this one)."""

import reflex as rx

_jsx = rx.asset("api_reference.jsx", shared=True)


class ApiReference(rx.NoSSRComponent):
    """What the OpenAPI document at ``url`` says, to be read and tried."""

    library = _jsx.importable_path
    tag = "ApiReference"
    lib_dependencies: list[str] = ["swagger-ui-react@5.35.1"]  # noqa: RUF012 - a prop of Reflex

    url: rx.Var[str]


api_reference = ApiReference.create
