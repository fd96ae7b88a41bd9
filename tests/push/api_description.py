"""A service's description of its own API (OpenAPI 3 or Swagger 2), as a judge of requests and answers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

RECORDED = Path(__file__).parent / "recorded"
PUBLISHED = Path(__file__).parents[3] / "shared" / "specs"
_BOOLEANS = ("true", "false")


def described(name: str) -> ApiDescription:
    """The description of a service: what we recorded, or what the service published."""
    file = RECORDED / f"{name}.json"
    if not file.exists():
        file = PUBLISHED / f"{name.replace('_', '-')}.json"
    if not file.exists():
        reason = f"The services' own API descriptions are not here ({PUBLISHED})."
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    document = json.loads(file.read_text(encoding="utf-8"))
    if name == "listmonk":
        _with_what_listmonk_returns(document)
    return ApiDescription(document)


def _with_what_listmonk_returns(document: dict[str, Any]) -> None:
    """listmonk's description leaves body, altbody, template_id and headers out of what a campaign is made of.

    All four stand in what it returns, and in its source code (cmd/campaigns.go) in both.  Of an upload it leaves out
    the name of the field, which is file (cmd/media.go).
    """
    schemas = document["components"]["schemas"]
    taken, returned = schemas["CampaignRequest"]["properties"], schemas["CampaignUpdate"]["properties"]
    for name in ("body", "altbody", "template_id", "headers"):
        assert name not in taken, "it is described now: take this out"
        taken[name] = returned[name]
    upload = document["paths"]["/media"]["post"]["requestBody"]["content"]["multipart/form-data"]
    upload["schema"] = {"type": "object", "properties": {"file": {"type": "string"}}, "required": ["file"]}


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked: ``ids`` are what stands in the path."""

    path: str
    method: str
    ids: tuple[str, ...]
    description: Mapping[str, Any]
    parameters: tuple[Mapping[str, Any], ...]


class ApiDescription:
    """What may be asked of an API and what it answers.  Strict with requests: what is not described is refused."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        server = document["servers"][0]["url"] if "servers" in document else document["basePath"]
        self.base = urlsplit(server).path.rstrip("/")

    def operation(self, method: str, path: str) -> Operation | None:
        """What is asked for, paths without placeholders first."""
        for template, entry in sorted(self._document["paths"].items(), key=lambda item: "{" in item[0]):
            found = re.fullmatch(re.sub(r"\{\w+\}", "([^/]+)", template), path)
            if found and method.lower() in entry:
                described = entry[method.lower()]
                every = [
                    self._resolved(one) for one in (*entry.get("parameters", ()), *described.get("parameters", ()))
                ]
                return Operation(template, method.lower(), found.groups(), described, tuple(every))
        return None

    def problems(
        self, operation: Operation, query: Mapping[str, str], headers: Mapping[str, str], kind: str, body: Any
    ) -> list[str]:
        """What is wrong with a request.  ``body`` is its JSON or its form, ``kind`` its media type."""
        problems = [*self._parameters(operation, query, headers)]
        schemas = self._taken(operation)
        if schemas and kind not in schemas:
            problems.append(f"the body is {kind or 'missing'}, wanted is {', '.join(schemas)}")
        elif schemas:
            problems += self._faults(schemas[kind], body, strict=True)
        elif body is not None:
            problems.append("there is a body, and none is wanted")
        return problems

    def faults_of_answer(self, operation: Operation, status: int, data: Any) -> list[str]:
        """What is wrong with an answer, which ought to be as described."""
        responses = operation.description["responses"]
        response = self._resolved(responses.get(str(status)) or responses.get(f"{status // 100}XX") or {})
        schemas = [one["schema"] for one in response.get("content", {}).values() if "schema" in one]
        schemas += [response["schema"]] if "schema" in response else []
        return [fault for schema in schemas[:1] for fault in self._faults(schema, data, strict=False)]

    def _parameters(self, operation: Operation, query: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[str]:
        sent = {"query": query, "header": {name.lower(): value for name, value in headers.items()}}
        known = {one["name"]: one for one in operation.parameters if one["in"] == "query"}
        yield from (f"there is no such parameter: {name}" for name in query if name not in known)
        in_path = [one for one in operation.parameters if one["in"] == "path"]
        for one, value in [
            *zip(in_path, operation.ids, strict=False),
            *((one, query[name]) for name, one in known.items() if name in query),
        ]:
            yield from self._faults_of_text(one, value)
        for one in operation.parameters:
            name = one["name"].lower() if one["in"] == "header" else one["name"]
            if one.get("required") and one["in"] in sent and name not in sent[one["in"]]:
                yield f"{one['name']} is missing"

    def _faults_of_text(self, parameter: Mapping[str, Any], value: str) -> Iterator[str]:
        schema = {**parameter.get("schema", {key: parameter[key] for key in ("type", "enum") if key in parameter})}
        several = schema.get("type") == "array" or parameter.get("format") == "csv"
        schema = schema.get("items", schema) if schema.get("type") == "array" else schema
        for part in value.split(",") if several else [value]:
            # A query is text; its schema speaks of what the text stands for.
            meant = [part, *([int(part)] if part.isdigit() else []), *([part == "true"] if part in _BOOLEANS else [])]
            faults = [self._faults(schema, one, strict=True) for one in meant]
            yield from min(faults, key=len)

    def _taken(self, operation: Operation) -> dict[str, Any]:
        if "requestBody" in operation.description:
            content = self._resolved(operation.description["requestBody"])["content"]
            return {kind: one["schema"] for kind, one in content.items()}
        bodies = [one["schema"] for one in operation.parameters if one["in"] == "body"]
        return {"application/json": bodies[0]} if bodies else {}

    def _faults(self, schema: Mapping[str, Any], value: Any, *, strict: bool) -> list[str]:
        whole = {**self._judging(schema, strict), **(self._strict if strict else self._lenient)}
        return [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(whole).iter_errors(value)]

    @cached_property
    def _strict(self) -> dict[str, Any]:
        return self._shared(strict=True)

    @cached_property
    def _lenient(self) -> dict[str, Any]:
        return self._shared(strict=False)

    def _shared(self, *, strict: bool) -> dict[str, Any]:
        """The schemas that others refer to, at the place where they are referred to."""
        shared = self._document.get("components", {}).get("schemas", {})
        old = self._document.get("definitions", {})
        return {
            "components": {"schemas": {name: self._judging(one, strict) for name, one in shared.items()}},
            "definitions": {name: self._judging(one, strict) for name, one in old.items()},
        }

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            found: Any = self._document
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            node = found
        return node

    def _judging(self, schema: Any, strict: bool) -> Any:
        """A schema as JSON Schema has it; if ``strict``, with nothing allowed that is not described.

        oneOf becomes anyOf: Klaviyo's alternatives overlap, and no request could fit exactly one.
        """
        if not isinstance(schema, Mapping):
            return schema
        if "allOf" in schema:
            parts = [
                self._resolved(part) for part in (*schema["allOf"], {k: v for k, v in schema.items() if k != "allOf"})
            ]
            merged: dict[str, Any] = {key: value for part in parts for key, value in part.items()}
            merged["properties"] = {key: value for part in parts for key, value in part.get("properties", {}).items()}
            merged["required"] = [name for part in parts for name in part.get("required", ())]
            return self._judging({key: value for key, value in merged.items() if value or key == "type"}, strict)
        judge = {key: value for key, value in schema.items() if key not in ("oneOf", "nullable", "discriminator")}
        for key in ("anyOf", "oneOf"):
            if key in schema:
                judge["anyOf"] = [self._judging(one, strict) for one in schema[key]]
        if "properties" in schema:
            judge["properties"] = {name: self._judging(one, strict) for name, one in schema["properties"].items()}
            if strict:
                judge.setdefault("additionalProperties", False)
        if "items" in schema:
            judge["items"] = self._judging(schema["items"], strict)
        return {"anyOf": [judge, {"type": "null"}]} if schema.get("nullable") else judge
